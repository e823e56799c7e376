import type { ChartInterval } from '@mlops-backstage/plugin-mlops-common';

export const RANGES = ['all', '1h', '12h', '24h', '7d', '30d', 'custom'] as const;
export const INTERVALS = ['auto', '5min', 'hour', 'day', 'week', 'month'] as const;

/** As many as the backend makes of a range by itself, and as a chart shows apart. */
export const MOST_INTERVALS = 144;

export type Range = (typeof RANGES)[number];

/** What the monitoring page looks at: one window for all its charts, held in the URL. */
export interface TimeWindow {
  range: Range;
  /** Days (`2013-04-01`) of a custom range, both included, in UTC. */
  from?: string;
  to?: string;
  interval: ChartInterval | 'auto';
}

export interface Bounds {
  from?: string;
  to?: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LENGTHS: Partial<Record<Range, number>> = {
  '1h': HOUR_MS,
  '12h': 12 * HOUR_MS,
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
};

export const WHOLE_HISTORY: TimeWindow = { range: 'all', interval: 'auto' };

/** The instants that a window spans at `now`, the end not included; open where the window has no bound. */
export function boundsOf(window: TimeWindow, now: number): Bounds {
  const length = LENGTHS[window.range];
  if (length) {
    return { from: new Date(now - length).toISOString(), to: new Date(now).toISOString() };
  }
  if (window.range === 'custom') {
    const from = startOfDay(window.from);
    const to = startOfDay(window.to);
    return {
      from: from === undefined ? undefined : new Date(from).toISOString(),
      to: to === undefined ? undefined : new Date(to + DAY_MS).toISOString(),
    };
  }
  return {};
}

/** The whole days that two instants span, in milliseconds; the end isn't included. */
export function daysBetween(from: number, to: number): Required<Bounds> {
  const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
  return { from: dayOf(from), to: dayOf(Math.max(to - 1, from)) };
}

/** Reads a window from the URL; what is not understood is left out. */
export function windowFromSearch(search: URLSearchParams): TimeWindow {
  const range = RANGES.find(r => r === search.get('range')) ?? 'all';
  const interval = INTERVALS.find(i => i === search.get('interval')) ?? 'auto';
  const isCustom = range === 'custom';
  return {
    range,
    interval,
    from: isCustom ? validDay(search.get('from')) : undefined,
    to: isCustom ? validDay(search.get('to')) : undefined,
  };
}

/** Writes a window into the URL, the defaults left out. */
export function windowToSearch(window: TimeWindow, search: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(search);
  const write = (name: string, value: string | undefined) =>
    value ? next.set(name, value) : next.delete(name);
  write('range', window.range === 'all' ? undefined : window.range);
  write('interval', window.interval === 'auto' ? undefined : window.interval);
  write('from', window.range === 'custom' ? window.from : undefined);
  write('to', window.range === 'custom' ? window.to : undefined);
  return next;
}

/** A day as the URL holds it, if it is one. */
export function validDay(text: string | null): string | undefined {
  return text && startOfDay(text) !== undefined ? text : undefined;
}

function startOfDay(day: string | undefined): number | undefined {
  const time = day && /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
