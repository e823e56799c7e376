import { intervalEnd } from '../../monitoring/intervals';
import type { MonitoringService } from '../../monitoring/MonitoringService';
import type { Watermark } from '../../monitoring/Watermark';
import type { PerformanceService } from '../../performance/PerformanceService';
import type { TriggerTraffic } from './examine';

/** The areas that watch what is served. */
export interface WatchedByTriggers {
  monitoring: Pick<MonitoringService, 'settled'>;
  watermark: Pick<Watermark, 'until'>;
  performance: Pick<PerformanceService, 'series'>;
}

/** Traffic as the areas tell it that own it. */
export function triggerTraffic({
  monitoring,
  watermark,
  performance,
}: WatchedByTriggers): TriggerTraffic {
  return {
    async drift(deployment, after, interval, now) {
      const before = await watermark.until(deployment, after, interval, now);
      return before === undefined
        ? []
        : monitoring.settled(deployment, { after, before }, interval, now);
    },
    async performance(deployment, metric, after, interval) {
      const { points } = await performance.series(deployment, { from: after }, interval, {
        metric,
      });
      return points.map(point => {
        const start = Date.parse(point.start);
        return { ...point, start, end: intervalEnd(start, interval) };
      });
    },
  };
}
