const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const STEPS_MS = [1, 3, 6, 12, 24, 48, 7 * 24, 14 * 24].map(hours => hours * HOUR_MS);
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60];
const MONDAY = Date.UTC(1970, 0, 5);

/** Instants to mark on a time axis in UTC, at most `max`, at round hours, days, Mondays or months. */
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

/** What to write at a tick: the hour within a day, the day within a year, the month, and the year where it begins. */
export function tickLabel(tick: number, ticks: readonly number[]): string {
  const date = new Date(tick);
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : DAY_MS;
  const write = (options: Intl.DateTimeFormatOptions) =>
    date.toLocaleDateString('en-GB', { timeZone: 'UTC', ...options });
  if (step < DAY_MS && date.getUTCHours() !== 0) {
    return date.toISOString().slice(11, 16);
  }
  if (step < 28 * DAY_MS) {
    return write({ day: 'numeric', month: 'short' });
  }
  const opensYear = tick === ticks[0] || date.getUTCMonth() === 0;
  return write(opensYear ? { month: 'short', year: 'numeric' } : { month: 'short' });
}
