import type { ChartInterval } from '@mlops-backstage/plugin-mlops-common';

const STEPS: Array<[limit: number, seconds: number, unit: Intl.RelativeTimeFormatUnit]> = [
  [60, 1, 'second'],
  [3600, 60, 'minute'],
  [86_400, 3600, 'hour'],
  [30 * 86_400, 86_400, 'day'],
  [365 * 86_400, 30 * 86_400, 'month'],
  [Infinity, 365 * 86_400, 'year'],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const day = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});
const month = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' });

/** `31 Dec 2013, 14:05 UTC` */
export function formatInstant(instant: string | number): string {
  const date = new Date(instant);
  return `${day.format(date)}, ${date.toISOString().slice(11, 16)} UTC`;
}

/** `31 Dec 2013`, in UTC. */
export function formatDay(instant: string | number): string {
  return day.format(new Date(instant));
}

/** How long ago (or ahead) of `now` in words: `2 hours ago`. */
export function formatRelative(instant: string, now: number): string {
  const seconds = (new Date(instant).getTime() - now) / 1000;
  const [, size, unit] = STEPS.find(([limit]) => Math.abs(seconds) < limit)!;
  return unit === 'second' ? 'just now' : relative.format(Math.round(seconds / size), unit);
}

/** What comes after “per”: `five minutes`, `hour`. */
export const intervalName = (interval: ChartInterval): string =>
  interval === '5min' ? 'five minutes' : interval;

/** What an interval is called: `1 Apr 2013, 14:00 UTC`, `1 Apr 2013`, `week of 1 Apr 2013`, `April 2013`. */
export function formatInterval(start: string | number, interval: ChartInterval): string {
  switch (interval) {
    case '5min':
    case 'hour':
      return formatInstant(start);
    case 'week':
      return `week of ${formatDay(start)}`;
    case 'month':
      return month.format(new Date(start));
    default:
      return formatDay(start);
  }
}
