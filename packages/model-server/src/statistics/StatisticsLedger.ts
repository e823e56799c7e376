import { ServedRoute } from '../RoutingTable';
import { VersionStatistics } from './VersionStatistics';

/** The memory of the counters of versions, by `statisticsKey`. */
export type StatisticsMemory = ReadonlyMap<string, SharedArrayBuffer>;

/** Names a version in its deployment. */
export function statisticsKey(deployment: string, version: string): string {
  return JSON.stringify([deployment, version]);
}

/**
 * Keeps the counters of all versions as long as they are served, on the main thread. A version that stays counts on
 * whatever changes around it, its own role included; one that comes back begins anew.
 */
export class StatisticsLedger {
  /** Of what is served. */
  memory: StatisticsMemory = new Map();

  constructor(private readonly workers: number) {}

  /** The counters of the versions of these routes; new ones for those that aren't served yet. */
  open(routes: Iterable<ServedRoute>): StatisticsMemory {
    const opened = new Map<string, SharedArrayBuffer>();
    for (const { deployment, champion, canary, challengers } of routes) {
      for (const { version } of [champion, ...(canary ? [canary] : []), ...challengers]) {
        const key = statisticsKey(deployment, version);
        opened.set(key, this.memory.get(key) ?? VersionStatistics.allocate(this.workers));
      }
    }
    return opened;
  }

  /**
   * Keeps the counters of what is served from now on.
   *
   * @param opened - for the routes that are new among them
   */
  keep(served: Iterable<ServedRoute>, opened: StatisticsMemory): void {
    const kept = this.open(served);
    this.memory = new Map(Array.from(kept, ([key, memory]) => [key, opened.get(key) ?? memory]));
  }
}
