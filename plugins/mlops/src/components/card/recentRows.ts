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

/** A day with traffic. */
export interface CountedDay {
  day: string;
  rows: number;
}

/** The last 30 days up to the last one with traffic; undefined where there was none. Takes the days in order of time. */
export function recentRows(days: readonly CountedDay[]): RecentRows | undefined {
  const last = days[days.length - 1];
  if (!last) {
    return undefined;
  }
  const to = Date.parse(last.day);
  const from = to - (RECENT_DAYS - 1) * DAY_MS;
  const course = Array.from({ length: RECENT_DAYS }, () => 0);
  for (const { day, rows } of days) {
    const start = Date.parse(day);
    if (start >= from) {
      course[(start - from) / DAY_MS] += rows;
    }
  }
  return { rows: course.reduce((sum, rows) => sum + rows, 0), course, from, to };
}
