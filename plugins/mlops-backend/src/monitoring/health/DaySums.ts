import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MonitoringService } from '../MonitoringService';
import type { DayOf, TrafficDayStore } from './TrafficDayStore';

const DAY_MS = 24 * 3_600_000;
/** A transaction may be seen only some time after the moment that it writes. */
const LATE_COMMITS_MS = 5 * 60_000;

/**
 * Sums up the days of which something came in, so that lists of many deployments needn't read their windows. It may be
 * stopped anywhere, and run twice at once.
 */
export class DaySums {
  /** When a run began that left nothing out; milliseconds since 1970. */
  private completedAt = 0;

  constructor(
    private readonly store: TrafficDayStore,
    private readonly monitoring: Pick<MonitoringService, 'daySum'>,
    private readonly logger: LoggerService,
  ) {}

  /** One that fails keeps none of the others. */
  async run(now: number = Date.now()): Promise<void> {
    // Where nothing comes in any more, what came in last isn't summed up for ever.
    const seen = Math.max(await this.store.summedUntil(), this.completedAt);
    let isComplete = true;
    for (const day of await this.store.changedSince(seen - LATE_COMMITS_MS)) {
      try {
        await this.sumUp(day);
      } catch (error) {
        isComplete = false;
        this.logger.error(
          `Could not sum up what ${day.deployment} answered on ${new Date(day.day).toISOString()}`,
          error as Error,
        );
      }
    }
    if (isComplete) {
      this.completedAt = now;
    }
  }

  private async sumUp(of: DayOf): Promise<void> {
    const { deployment, day } = of;
    const sums = await this.monitoring.daySum(deployment, { from: day, to: day + DAY_MS });
    await this.store.put(
      of,
      sums.map(sum => ({ deployment, day, ...sum })),
    );
  }
}
