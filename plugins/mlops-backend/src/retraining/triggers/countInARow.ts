import type { Progress } from '../Policy';
import type { Examined } from './examine';

/** A time at which a trigger fires. */
export interface Firing {
  /** The end of the interval with which it did. */
  at: number;
  /** The start of the first interval that counted. */
  since: number;
  counted: number;
  /** The columns that drifted in any of the intervals. */
  columns: string[];
  /** The value of the last of them. */
  value: number | null;
}

/** An interval, and what was counted behind it. */
export type Counted = Examined & { counted: number };

/**
 * Goes on counting over further intervals, in order of time. An interval that isn't beyond sets the count back to nothing, and so does
 * firing; where it may not fire yet the count goes on.
 *
 * @param needed - the count at which it fires
 * @param mayFire - whether it may at the end of an interval, such as after its cool-down
 */
export function countInARow(
  progress: Progress,
  intervals: readonly Examined[],
  needed: number,
  mayFire: (at: number) => boolean,
): { progress: Progress; firings: Firing[]; intervals: Counted[] } {
  let { examinedUntil, counted, since } = progress;
  let columns = new Set(progress.columns);
  const firings: Firing[] = [];
  const seen: Counted[] = [];
  for (const interval of intervals) {
    if (examinedUntil !== undefined && interval.start < examinedUntil) {
      continue;
    }
    examinedUntil = interval.end;
    if (interval.isBeyond) {
      since ??= interval.start;
      counted += interval.amount;
      columns = new Set([...columns, ...interval.columns]);
    } else {
      [counted, since, columns] = [0, undefined, new Set()];
    }
    seen.push({ ...interval, counted });
    if (interval.isBeyond && counted >= needed && mayFire(interval.end)) {
      firings.push({
        at: interval.end,
        since: since!,
        counted,
        columns: [...columns].sort(),
        value: interval.value,
      });
      [counted, since, columns] = [0, undefined, new Set()];
    }
  }
  return {
    progress: {
      ...(examinedUntil !== undefined && { examinedUntil }),
      counted,
      ...(since !== undefined && { since }),
      ...(columns.size > 0 && { columns: [...columns].sort() }),
    },
    firings,
    intervals: seen,
  };
}
