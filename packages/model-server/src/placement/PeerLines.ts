import { MessagePort } from 'node:worker_threads';
import { ModelCache } from '../runtime/ModelCache';
import { ModelHost } from './ModelHost';
import { PeerLine } from './PeerLine';

/** A worker's lines to the others, by their numbers. */
export class PeerLines {
  private readonly lines = new Map<number, PeerLine>();
  private readonly hosts = new Set<ModelHost>();
  private waiting: Array<() => void> = [];
  private released: Array<() => void> = [];

  constructor(private readonly models: ModelCache) {}

  /** Takes up the line to a worker; one that has the number of a lost one takes its place. */
  connect(worker: number, port: MessagePort): void {
    this.lines.get(worker)?.close();
    const host = new ModelHost(this.models, () => this.tellReleased());
    this.hosts.add(host);
    const line = new PeerLine(port, host, lost => {
      this.hosts.delete(host);
      if (this.lines.get(worker) === lost) this.lines.delete(worker);
      this.tellReleased();
    });
    this.lines.set(worker, line);
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  find(worker: number): PeerLine | undefined {
    return this.lines.get(worker);
  }

  /** Resolves when there is another line, or after so many milliseconds. */
  async change(atMostMs: number): Promise<void> {
    let timer: NodeJS.Timeout;
    await new Promise<void>(resolve => {
      this.waiting.push(resolve);
      timer = setTimeout(resolve, atMostMs);
    });
    clearTimeout(timer!);
  }

  /** Resolves when no other worker holds a model of this one, then ends all lines. */
  async close(): Promise<void> {
    while ([...this.hosts].some(host => host.isHolding)) {
      await new Promise<void>(resolve => this.released.push(resolve));
    }
    for (const line of this.lines.values()) line.close();
  }

  private tellReleased(): void {
    for (const resolve of this.released.splice(0)) resolve();
  }
}
