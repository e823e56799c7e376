import type { PerformanceMetric } from '@mlops-backstage/plugin-mlops-common';
import { intervalEnd, intervalStart } from '../../monitoring/intervals';
import type { MonitoringService } from '../../monitoring/MonitoringService';
import type { Watermark } from '../../monitoring/Watermark';
import type { PerformanceService } from '../../performance/PerformanceService';
import type { ObservedMetric } from './Judgement';
import type { WatchedTraffic } from './Observations';

/** What rules look at, by the services that watch deployments. */
export function watchTraffic(ports: {
  monitoring: Pick<MonitoringService, 'extent' | 'settled'>;
  watermark: Watermark;
  performance: Pick<PerformanceService, 'series'>;
  /** A metric of a version's newest evaluation of its test split. */
  evaluated(deployment: string, version: number, metric: string): Promise<number | undefined>;
  lastArrivals(): Promise<Map<string, number>>;
}): WatchedTraffic {
  const { monitoring, watermark, performance } = ports;
  return {
    extent: (deployment, from) => monitoring.extent(deployment, { from }),

    closedUntil: (deployment, after, interval, now) =>
      watermark.until(deployment, after, interval, now),

    missed: (deployment, judgedUntil, since) => watermark.missed(deployment, judgedUntil, since),

    settled: (deployment, range, interval, now, what) =>
      monitoring.settled(deployment, range, interval, now, what),

    lastArrivals: ports.lastArrivals,

    async metrics(deployment, { after, before }, interval, { metric, worseBy }) {
      const range = { from: after, to: intervalStart(before, interval) };
      if (range.from >= range.to) {
        return [];
      }
      const series = await performance.series(deployment, range, interval, {
        metric: metric as PerformanceMetric,
      });
      const { better } = series.metrics[0] ?? { better: 'higher' as const };
      const baselines = new Map<number, number | undefined>();
      const observed: ObservedMetric[] = [];
      for (const { start, version, value, low, high, labelled } of series.points) {
        if (value !== null && low !== null && high !== null) {
          if (worseBy !== undefined && !baselines.has(version)) {
            baselines.set(version, await ports.evaluated(deployment, version, metric));
          }
          const from = Date.parse(start);
          observed.push({
            start: from,
            end: intervalEnd(from, series.interval),
            version,
            value,
            low,
            high,
            labelled,
            better,
            baseline: baselines.get(version),
          });
        }
      }
      return observed;
    },
  };
}
