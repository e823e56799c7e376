import type { TrafficPoint } from '@mlops-backstage/plugin-mlops-common';
import { pivotByVersion } from '../charts/pivotByVersion';

/** How many days the card looks back over. */
export const RECENT_DAYS = 30;

const DAY_MS = 86_400_000;

export interface RecentRows {
  rows: number;
  /** Rows of each day up to the last one with traffic, those without as 0. */
  course: number[];
  /** Starts of the first and the last of these days, in milliseconds. */
  from: number;
  to: number;
}

/** The last 30 days up to the last one with traffic; undefined where there was none. Takes the points of single days. */
export function recentRows(points: readonly TrafficPoint[]): RecentRows | undefined {
  const days = pivotByVersion(points, 'day', ({ rows }) => ({ '': rows }), 0);
  const last = days[days.length - 1];
  if (!last) {
    return undefined;
  }
  const from = last.start - (RECENT_DAYS - 1) * DAY_MS;
  const course = Array.from({ length: RECENT_DAYS }, () => 0);
  for (const { start, middle, ...versions } of days) {
    if (start >= from) {
      course[(start - from) / DAY_MS] = Object.values(versions).reduce<number>(
        (sum, rows) => sum + (rows ?? 0),
        0,
      );
    }
  }
  return { rows: course.reduce((sum, rows) => sum + rows, 0), course, from, to: last.start };
}
