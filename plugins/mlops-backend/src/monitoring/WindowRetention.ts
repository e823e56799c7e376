import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RetentionConfig } from './readMonitoringConfig';
import type { RollUpStore } from './RollUpStore';
import { keyText } from './windowRows';
import type { WindowKey } from './windowRows';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Nobody tries for as long to write the same windows. */
const BATCHES_KEPT_MS = DAY_MS;

/**
 * Rolls windows up to hours and these to days, and removes them in the end. One step is one small transaction, so it may
 * be stopped anywhere, and run twice at once.
 */
export class WindowRetention {
  /** @param watched - the deployments whose windows somebody reads to the minute: they are left as they are */
  constructor(
    private readonly store: RollUpStore,
    private readonly retention: RetentionConfig,
    private readonly watched: () => Promise<ReadonlySet<string>>,
    private readonly logger: LoggerService,
  ) {}

  async run(now: number = Date.now()): Promise<void> {
    const { fineMs, hoursMs, daysMs } = this.retention;
    const hours = await this.rollUp(HOUR_MS, now - fineMs);
    const days = await this.rollUp(DAY_MS, now - hoursMs);
    const removed = Number.isFinite(daysMs) ? await this.remove(now - daysMs) : 0;
    await this.store.forgetBatches(now - BATCHES_KEPT_MS);
    if (hours + days + removed > 0) {
      this.logger.info(
        `Rolled monitoring windows up to ${hours} hours and ${days} days, and removed ${removed} whose time was over`,
      );
    }
  }

  /** One that fails keeps none of the others. */
  private async rollUp(spanMs: number, since: number): Promise<number> {
    const watched = await this.watched();
    let done = 0;
    let after: WindowKey | undefined;
    do {
      const page: WindowKey[] = await this.store.listShorter(spanMs, since, after);
      after = page.at(-1);
      for (const window of longerOf(page, spanMs)) {
        if (!watched.has(window.deployment)) {
          done += await this.attempt(window, spanMs);
        }
      }
    } while (after);
    return done;
  }

  private async attempt(window: WindowKey, spanMs: number): Promise<number> {
    try {
      await this.store.rollUp(window, spanMs);
      return 1;
    } catch (error) {
      const { deployment, version, windowStart } = window;
      this.logger.error(
        `Could not roll up what version ${version} of ${deployment} answered from ${new Date(windowStart).toISOString()}`,
        error as Error,
      );
      return 0;
    }
  }

  private async remove(since: number): Promise<number> {
    let removed = 0;
    for (let some = 1; some > 0; removed += some) {
      some = await this.store.removeSome(since);
    }
    return removed;
  }
}

/** The windows that these go into, each once. */
function longerOf(windows: WindowKey[], spanMs: number): WindowKey[] {
  const longer = windows.map(window => ({
    ...window,
    windowStart: Math.floor(window.windowStart / spanMs) * spanMs,
  }));
  return [...new Map(longer.map(window => [keyText(window), window])).values()];
}
