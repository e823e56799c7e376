import type {
  Performance,
  PerformanceMetric,
  PerformancePoint,
} from '@mlops-backstage/plugin-mlops-common';
import { pivotByVersion, type TimeRow } from '../charts/pivotByVersion';

/** The points of one metric. */
export function pointsOf({ points }: Performance, metric: PerformanceMetric): PerformancePoint[] {
  return points.filter(point => point.metric === metric);
}

/** The parts of a version's series: what labels say with its band, and what is estimated without them. */
export const PARTS = {
  value: '',
  low: 'low',
  high: 'high',
  labelled: 'labelled',
  estimate: 'estimate',
} as const;

/** A row an interval, with each version's value, band and estimate side by side. */
export function performanceRows(performance: Performance, metric: PerformanceMetric): TimeRow[] {
  return pivotByVersion(pointsOf(performance, metric), performance.interval, point => ({
    [PARTS.value]: point.value,
    [PARTS.low]: point.low,
    [PARTS.high]: point.high,
    [PARTS.labelled]: point.labelled,
    [PARTS.estimate]: point.estimated?.value ?? null,
  }));
}

/** The ends of the vertical axis: all that is drawn, with a little air, and no further than a share can be. */
export function verticalDomain(
  points: readonly PerformancePoint[],
  isShare: boolean,
): [number, number] {
  const drawn = points
    .flatMap(({ value, low, high, estimated }) => [value, low, high, estimated?.value])
    .filter(value => value !== null && value !== undefined);
  if (drawn.length === 0) {
    return [0, 1];
  }
  const [least, most] = [Math.min(...drawn), Math.max(...drawn)];
  const step = niceStep((most - least || Math.abs(most) || 1) / 4);
  const low = Math.max(Math.floor(least / step) * step, 0);
  const high = Math.ceil(most / step) * step;
  return [low, isShare ? Math.min(Math.max(high, low + step), 1) : Math.max(high, low + step)];
}

/** The next of 1, 2 and 5 times a power of ten. */
function niceStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  return [1, 2, 5, 10].map(times => times * power).find(step => step >= size)!;
}

/** Rows, and how many of them have a usable label. */
export function labelledShare(points: readonly PerformancePoint[]): {
  rows: number;
  labelled: number;
} {
  return points.reduce(
    (sum, point) => ({
      rows: sum.rows + point.rows,
      labelled: sum.labelled + point.labelled,
    }),
    { rows: 0, labelled: 0 },
  );
}
