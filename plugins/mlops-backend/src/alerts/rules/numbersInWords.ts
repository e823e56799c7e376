import type { Interval } from '@mlops-backstage/plugin-mlops-common';

/** `12.4 %`, `0.05 %`. */
export const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

/** `812 ms`, `0.42 ms`. */
export const milliseconds = (value: number): string => `${Number(value.toPrecision(3))} ms`;

/** Three digits of those that tell something: `0.314`, `26.7`. */
export const figure = (value: number): string => String(Number(value.toPrecision(3)));

/** `12,345`. */
export const count = (value: number): string => value.toLocaleString('en');

/** `a`, `a and b`, `a, b and 3 more`. */
export function listed(words: readonly string[], most: number): string {
  const shown = words.slice(0, most);
  const rest = words.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  return all.length < 2
    ? all.join('')
    : `${all.slice(0, -1).join(', ')} and ${all[all.length - 1]}`;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** `26 hours`, `3 days`: in the longest unit of which it has two. */
export function span(seconds: number): string {
  const [unit, length] = UNITS.find(one => seconds >= 2 * one[1]) ?? UNITS[UNITS.length - 1];
  const many = Math.round(seconds / length);
  return `${many} ${unit}${many === 1 ? '' : 's'}`;
}

const date = (time: number, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options }).format(time);

/** `24 November 2026`. */
export const dayOf = (time: number): string =>
  date(time, { day: 'numeric', month: 'long', year: 'numeric' });

/** `24 November 2026, 18:05 UTC`. */
export const instant = (time: number): string =>
  `${dayOf(time)}, ${date(time, { hour: '2-digit', minute: '2-digit' })} UTC`;

/** When an interval was, in a sentence; milliseconds since 1970, UTC. */
export function whenOf(start: number, interval: Interval): string {
  switch (interval) {
    case 'hour':
      return `in the hour from ${instant(start)}`;
    case 'day':
      return `on ${dayOf(start)}`;
    case 'week':
      return `in the week of ${dayOf(start)}`;
    default:
      return `in ${date(start, { month: 'long', year: 'numeric' })}`;
  }
}
