import type { Interval, TrafficPoint } from '@mlops-backstage/plugin-mlops-common';
import { nextInterval } from '../charts/intervals';
import { pivotByVersion } from '../charts/pivotByVersion';

const MONTH_MS = 30 * 86_400_000;

export interface RecentRows {
  /** Rows of the intervals that lie in the 30 days before the end of the last one. */
  rows: number;
  /** Rows of each interval over all time, those without traffic as 0. */
  course: number[];
}

export function recentRows(points: readonly TrafficPoint[], interval: Interval): RecentRows {
  const byTime = pivotByVersion(points, interval, ({ rows }) => ({ '': rows }), 0);
  const totals = byTime.map(({ start, middle, ...versions }) => ({
    start,
    rows: Object.values(versions).reduce<number>((sum, rows) => sum + (rows ?? 0), 0),
  }));
  const last = totals[totals.length - 1];
  const since = last ? nextInterval(last.start, interval) - MONTH_MS : 0;
  // The last interval counts even when it is longer than 30 days.
  const recent = totals.filter(total => total.start >= since || total === last);
  return {
    rows: recent.reduce((sum, { rows }) => sum + rows, 0),
    course: totals.map(({ rows }) => rows),
  };
}
