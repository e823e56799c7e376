import type { WatchingTrigger } from '../Policy';
import { examineDrift, examinePerformance } from './examine';
import type { Examined, TriggerTraffic } from './examine';

/** What triggers see of traffic. */
export class TrafficTriggers {
  /** @param alpha - chance of a false alarm of drift, as configured for monitoring */
  constructor(
    private readonly traffic: TriggerTraffic,
    private readonly alpha: number,
  ) {}

  /** The intervals that start at a time or later, in order; milliseconds since 1970, UTC. */
  async examine(
    trigger: WatchingTrigger,
    deployment: string,
    after: number | undefined,
    now: number,
  ): Promise<Examined[]> {
    const { interval = 'day' } = trigger;
    return trigger.kind === 'drift'
      ? examineDrift(
          trigger,
          await this.traffic.drift(deployment, after, interval, now),
          this.alpha,
        )
      : examinePerformance(
          trigger,
          await this.traffic.performance(deployment, trigger.metric, after, interval),
        );
  }
}
