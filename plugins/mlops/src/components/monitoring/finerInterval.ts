import type { ChartInterval, Traffic } from '@mlops-backstage/plugin-mlops-common';
import { nextInterval } from '../charts/intervals';
import { INTERVALS, MOST_INTERVALS, type TimeWindow } from './timeWindow';

/** What traffic is rolled up to as it ages. */
const ROLLED_UP: readonly ChartInterval[] = ['hour', 'day'];

const isFiner = (one: ChartInterval, other: ChartInterval) =>
  INTERVALS.indexOf(one) < INTERVALS.indexOf(other);

/**
 * The interval that points would stand for, had traffic been kept as finely; undefined where it is. That is the one that
 * was asked for, else the finest that cuts the span of the points into as many as a chart shows apart.
 */
export function finerInterval(
  asked: TimeWindow['interval'],
  { interval, points }: Pick<Traffic, 'interval' | 'points'>,
): ChartInterval | undefined {
  if (asked !== 'auto') {
    return isFiner(asked, interval) ? asked : undefined;
  }
  if (!ROLLED_UP.includes(interval) || points.length === 0) {
    return undefined;
  }
  const starts = points.map(({ start }) => Date.parse(start));
  const first = Math.min(...starts);
  const span = Math.max(...starts) - first;
  return (['5min', 'hour'] as const).find(
    finer =>
      isFiner(finer, interval) && span / (nextInterval(first, finer) - first) < MOST_INTERVALS,
  );
}
