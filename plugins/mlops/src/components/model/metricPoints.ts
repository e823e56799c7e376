import type { EvaluationPoint } from '@mlops-backstage/plugin-mlops-common';
import { onData } from './evaluations';

/** A row of the chart of a metric over time: an evaluation's instant, and its value under the key of its series. */
export interface MetricRow {
  /** Milliseconds. */
  at: number;
  version: number;
  series: string;
  value: number;
  /** The value once more, under the name of its series. */
  values: Record<string, number>;
}

/** The metrics that occur at least twice, the most frequent first. */
export function metricsOverTime(points: readonly EvaluationPoint[]): string[] {
  const counts = new Map<string, number>();
  for (const name of points.flatMap(({ metrics }) => Object.keys(metrics))) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > 1)
    .sort(([a, m], [b, n]) => n - m || a.localeCompare(b))
    .map(([name]) => name);
}

/** The values of a metric in the order of time. */
export function metricRows(points: readonly EvaluationPoint[], metric: string): MetricRow[] {
  return points
    .flatMap(point => {
      const value = point.metrics[metric];
      const series = onData(point);
      return value === undefined
        ? []
        : [
            {
              at: Date.parse(point.evaluatedAt),
              version: point.version,
              series,
              value,
              values: { [series]: value },
            },
          ];
    })
    .sort((a, b) => a.at - b.at || a.version - b.version);
}
