import type { TrafficPoint } from '@mlops-backstage/plugin-mlops-common';

export interface TrafficTotals {
  requests: number;
  rows: number;
  errors: number;
  /** Median latency of the intervals' medians, weighted by their requests, in milliseconds; null without requests. */
  typicalP50: number | null;
  /** The slowest interval's 99th percentile in milliseconds; null without requests. */
  worstP99: number | null;
  /** Mean score or value over the rows; null where predictions have no mean. */
  meanPrediction: number | null;
}

/**
 * Totals over intervals. Quantiles of intervals can't be put together to one of the whole range, so latency is told by
 * the typical and the worst interval.
 */
export function trafficTotals(points: readonly TrafficPoint[]): TrafficTotals {
  const sum = (value: (point: TrafficPoint) => number) =>
    points.reduce((total, point) => total + value(point), 0);
  const withMean = points.filter(p => p.prediction?.mean !== undefined && p.rows > 0);
  const meanRows = withMean.reduce((rows, point) => rows + point.rows, 0);
  const p99s = points.flatMap(({ latencyMs }) => latencyMs.p99 ?? []);
  return {
    requests: sum(point => point.requests),
    rows: sum(point => point.rows),
    errors: sum(point => point.errors),
    typicalP50: weightedMedian(
      points.flatMap(({ latencyMs, requests }) =>
        latencyMs.p50 === null ? [] : [{ value: latencyMs.p50, weight: requests }],
      ),
    ),
    worstP99: p99s.length === 0 ? null : Math.max(...p99s),
    meanPrediction:
      meanRows === 0
        ? null
        : withMean.reduce((total, p) => total + p.prediction!.mean! * p.rows, 0) / meanRows,
  };
}

function weightedMedian(entries: Array<{ value: number; weight: number }>): number | null {
  const sorted = [...entries].sort((a, b) => a.value - b.value);
  const half = sorted.reduce((total, { weight }) => total + weight, 0) / 2;
  let passed = 0;
  for (const { value, weight } of sorted) {
    passed += weight;
    if (passed >= half) {
      return value;
    }
  }
  return null;
}
