const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const STEPS_MS = [
  ...[5, 15, 30].map(minutes => minutes * MINUTE_MS),
  ...[1, 3, 6, 12, 24, 48, 7 * 24, 14 * 24].map(hours => hours * HOUR_MS),
];
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60];
const MONDAY = Date.UTC(1970, 0, 5);

/** Instants to mark on a time axis in UTC, at most `max`, at round minutes, hours, days, Mondays or months. */
export function timeTicks(from: number, to: number, max: number): number[] {
  const length = to - from;
  const step = STEPS_MS.find(size => length / size <= max);
  if (step !== undefined) {
    const anchor = step >= 7 * DAY_MS ? MONDAY : 0;
    const first = anchor + Math.ceil((from - anchor) / step) * step;
    const ticks: number[] = [];
    for (let tick = first; tick <= to; tick += step) {
      ticks.push(tick);
    }
    return ticks;
  }
  const months = MONTH_STEPS.find(size => length / (size * 30 * DAY_MS) <= max) ?? 120;
  const ticks: number[] = [];
  const begin = new Date(from);
  const firstIndex = begin.getUTCFullYear() * 12 + begin.getUTCMonth();
  for (let index = Math.ceil(firstIndex / months) * months; ; index += months) {
    const tick = Date.UTC(Math.floor(index / 12), index % 12, 1);
    if (tick > to) {
      return ticks;
    }
    if (tick >= from) {
      ticks.push(tick);
    }
  }
}

/** What to write at a tick; the year only where it isn't that of the tick before. */
export interface TickText {
  label: string;
  year?: string;
}

/**
 * What to write at each of some instants, in order and at least `step` milliseconds apart: the time within a day, the day
 * within a month, the month within a year.
 */
export function tickTexts(ticks: readonly number[], step: number): TickText[] {
  return ticks.map((tick, index) => {
    const at = new Date(tick);
    const before = index > 0 ? new Date(ticks[index - 1]) : undefined;
    const write = (options: Intl.DateTimeFormatOptions) =>
      at.toLocaleDateString('en-GB', { timeZone: 'UTC', ...options });
    const sameDay = before ? tick - (tick % DAY_MS) <= before.getTime() : tick % DAY_MS !== 0;
    if (step < DAY_MS && sameDay) {
      return { label: at.toISOString().slice(11, 16) };
    }
    const label = write(
      step < 28 * DAY_MS ? { day: 'numeric', month: 'short' } : { month: 'short' },
    );
    const sameYear = before?.getUTCFullYear() === at.getUTCFullYear();
    return sameYear ? { label } : { label, year: String(at.getUTCFullYear()) };
  });
}

/** What to write at a tick of an axis with these ticks, in one line. */
export function tickLabel(tick: number, ticks: readonly number[]): string {
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : DAY_MS;
  const { label, year } = tickTexts(ticks, step)[ticks.indexOf(tick)];
  return year === undefined ? label : `${label} ${year}`;
}
