import type { ChartInterval } from '@mlops-backstage/plugin-mlops-common';

const FIVE_MINUTES_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** More intervals than a chart can show apart; gaps between points are then left as they are. */
const MAX_FILLED = 10_000;

/** The start of the interval after the one that starts at `start` (milliseconds, UTC). */
export function nextInterval(start: number, interval: ChartInterval): number {
  switch (interval) {
    case '5min':
      return start + FIVE_MINUTES_MS;
    case 'hour':
      return start + HOUR_MS;
    case 'day':
      return start + DAY_MS;
    case 'week':
      return start + 7 * DAY_MS;
    default: {
      const date = new Date(start);
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
    }
  }
}

/** All starts from the first to the last one given, so that a time without traffic is seen as such. */
export function fillIntervals(starts: number[], interval: ChartInterval): number[] {
  if (starts.length === 0) {
    return [];
  }
  const last = Math.max(...starts);
  const filled: number[] = [];
  for (let start = Math.min(...starts); start <= last; start = nextInterval(start, interval)) {
    filled.push(start);
    if (filled.length > MAX_FILLED) {
      return [...new Set(starts)].sort((a, b) => a - b);
    }
  }
  return filled;
}
