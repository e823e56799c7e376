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

/** The metrics that there are of at least two times, those of most times first. */
export function metricsOverTime(points: readonly EvaluationPoint[]): string[] {
  const times = new Map<string, Set<string>>();
  for (const { metrics, evaluatedAt } of points) {
    for (const name of Object.keys(metrics)) {
      times.set(name, (times.get(name) ?? new Set()).add(evaluatedAt));
    }
  }
  return [...times]
    .filter(([, at]) => at.size > 1)
    .sort(([a, m], [b, n]) => n.size - m.size || a.localeCompare(b))
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
