import { ObservedWindow } from '../ObservedWindow';
import { AnsweredCount, tallyName } from './TallyBytes';

/** How many requests of each version one worker thread has told of. */
export class HandedOver {
  private readonly counts = new Map<string, AnsweredCount>();

  add(windows: readonly ObservedWindow[]): void {
    for (const { deployment, version, role, requests } of windows) {
      const served = { deployment, version, role };
      const name = tallyName(served);
      const before = this.counts.get(name)?.requests ?? 0;
      this.counts.set(name, { ...served, requests: before + requests });
    }
  }

  all(): Iterable<AnsweredCount> {
    return this.counts.values();
  }
}
