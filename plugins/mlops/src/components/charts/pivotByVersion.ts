import type { ChartInterval } from '@mlops-backstage/plugin-mlops-common';
import { fillIntervals, nextInterval } from './intervals';

/** A row of a chart over time: an interval and a value for each series, by the series' key. */
export interface TimeRow {
  /** Start of the interval and its middle, in milliseconds. A value is drawn at the middle. */
  start: number;
  middle: number;
  [series: string]: number | null;
}

/** The key of a version's series. */
export const seriesKey = (version: number, part = ''): string => `v${version}${part}`;

/** The versions that occur, in order. */
export function versionsOf(points: ReadonlyArray<{ version: number }>): number[] {
  return [...new Set(points.map(point => point.version))].sort((a, b) => a - b);
}

/**
 * One row an interval from the first to the last, with each version's values side by side; `absent` stands where a
 * version saw no traffic.
 */
export function pivotByVersion<P extends { start: string; version: number }>(
  points: readonly P[],
  interval: ChartInterval,
  valuesOf: (point: P) => Record<string, number | null>,
  absent: number | null = null,
): TimeRow[] {
  const rows = new Map<number, TimeRow>();
  const starts = points.map(point => Date.parse(point.start));
  for (const start of fillIntervals(starts, interval)) {
    rows.set(start, { start, middle: (start + nextInterval(start, interval)) / 2 });
  }
  const keys = new Set<string>();
  points.forEach((point, index) => {
    const row = rows.get(starts[index]);
    for (const [part, value] of Object.entries(valuesOf(point))) {
      const key = seriesKey(point.version, part);
      keys.add(key);
      if (row) {
        row[key] = value;
      }
    }
  });
  for (const row of rows.values()) {
    for (const key of keys) {
      row[key] ??= absent;
    }
  }
  return [...rows.values()];
}
