import type { LoggerService } from '@backstage/backend-plugin-api';
import { MalformedTallyError } from '@mlops-backstage/model-server';
import type { ObserverStore } from '../ObserverStore';
import type { FoundTallies, TallyFolder } from './TallyFolder';

/** Tallies of a process that the database doesn't know, which may be another installation's, are left for so long. */
const STRANGERS_KEPT_MS = 24 * 3_600_000;

/**
 * Counts what was lost with other processes: what their tallies say that they answered, less what they stored.
 *
 * A process is taken for dead when the database hasn't heard of it and none of its threads has touched its tally for a
 * while: one that is only away from the database goes on touching it.
 */
export class LostReplicas {
  /** Those of which was said that their tallies can't be read, so that it is said once. */
  private readonly complained = new Set<string>();

  /** @param quietMs - after which time without a sign a thread isn't alive */
  constructor(
    private readonly store: Pick<ObserverStore, 'statesOf' | 'countLost'>,
    private readonly tallies: TallyFolder,
    private readonly quietMs: number,
    private readonly logger: LoggerService,
  ) {}

  async count(now: number): Promise<void> {
    const quiet = (await this.tallies.others()).filter(
      ({ writtenAt }) => writtenAt < now - this.quietMs,
    );
    const states = await this.store.statesOf(quiet.map(({ owner }) => owner));
    for (const found of quiet) {
      const state = states.get(found.owner);
      if (state === 'lost') {
        await this.countOne(found);
      } else if (state === 'counted') {
        // Whoever counted them didn't come to remove them.
        await this.tallies.remove(found.paths);
      } else if (state === undefined && found.writtenAt < now - STRANGERS_KEPT_MS) {
        this.logger.warn(`Removed tallies of ${found.owner}, which nothing is known of`);
        await this.tallies.remove(found.paths);
      }
    }
  }

  private async countOne({ owner, paths }: FoundTallies): Promise<void> {
    try {
      const requests = await this.store.countLost(owner, await this.tallies.read(paths));
      if (requests === undefined) {
        return;
      }
      this.logger.warn(
        `${requests} answered requests of replica ${owner}, which was lost, are in no count`,
      );
      await this.tallies.remove(paths);
    } catch (error) {
      if (error instanceof MalformedTallyError) {
        this.logger.error(
          `How many answered requests were lost with replica ${owner} will not be known: its tallies can't be used`,
          error,
        );
        await this.tallies.setAside(paths);
      } else if (!this.complained.has(owner)) {
        this.complained.add(owner);
        this.logger.error(
          `How many answered requests were lost with replica ${owner} isn't known yet; trying again`,
          error as Error,
        );
      }
    }
  }
}
