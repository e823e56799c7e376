import { ArtifactFile, OpenedModel } from './peerMessages';
import { PeerLine, PeerLostError } from './PeerLine';
import { PeerLines } from './PeerLines';
import { epochNow } from '../telemetry/threadClock';

/** How often somebody who waits for a lost worker's successor looks whether to wait on. */
const LOOK_AGAIN_MS = 50;

/** Opens a model on workers, again on those that take the place of lost ones. */
export class OpenedOnPeers {
  private readonly opened = new Map<PeerLine, Promise<OpenedModel>>();

  constructor(
    private readonly artifact: ArtifactFile,
    private readonly workers: readonly number[],
    private readonly lines: PeerLines,
  ) {}

  /** @throws Error when one of them can't */
  async everywhere(latest: number): Promise<OpenedModel> {
    const first = await this.some(0, latest);
    const there = this.workers.flatMap(worker => this.lines.find(worker) ?? []);
    try {
      await Promise.all(there.map(line => this.openOn(line)));
      return await this.openOn(first);
    } catch (error) {
      this.letGo();
      throw error;
    }
  }

  /**
   * One of those that are there, where it is open. Waits for one where there is none.
   *
   * @param turn - which one
   * @throws PeerLostError when there is none until `latest`, epoch milliseconds
   */
  async some(turn: number, latest: number): Promise<PeerLine> {
    for (;;) {
      const there = this.workers.flatMap(worker => this.lines.find(worker) ?? []);
      if (there.length > 0) {
        const line = there[turn % there.length];
        try {
          await this.openOn(line);
          return line;
        } catch (error) {
          if (!(error instanceof PeerLostError)) throw error;
        }
      }
      if (epochNow() > latest) throw new PeerLostError();
      await this.lines.change(LOOK_AGAIN_MS);
    }
  }

  letGo(): void {
    const { digest } = this.artifact;
    // Of one that is lost there is nothing to let go.
    for (const line of this.opened.keys()) line.ask('letGo', { digest }).catch(() => {});
    this.opened.clear();
  }

  private openOn(line: PeerLine): Promise<OpenedModel> {
    let opened = this.opened.get(line);
    if (!opened) {
      opened = line.ask('open', this.artifact);
      this.opened.set(line, opened);
      opened.catch(() => this.opened.delete(line));
    }
    return opened;
  }
}
