import { InputError } from '@backstage/errors';
import type { Interval } from '@mlops-backstage/plugin-mlops-common';
import type { WindowExtent } from './WindowStore';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Monday, 5 January 1970. */
const FIRST_MONDAY = 4 * DAY;
/** As many intervals as a chart can show apart. */
const MAX_INTERVALS = 100;

const LENGTHS: ReadonlyArray<readonly [Interval, number]> = [
  ['hour', HOUR],
  ['day', DAY],
  ['week', 7 * DAY],
];

/** The start of the interval that a time lies in; both in milliseconds since 1970, UTC. */
export function intervalStart(time: number, interval: Interval): number {
  switch (interval) {
    case 'hour':
      return Math.floor(time / HOUR) * HOUR;
    case 'day':
      return Math.floor(time / DAY) * DAY;
    case 'week':
      return Math.floor((time - FIRST_MONDAY) / (7 * DAY)) * 7 * DAY + FIRST_MONDAY;
    default: {
      const date = new Date(time);
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
    }
  }
}

/** The end of the interval that starts at a time, which is the start of the next one. */
export function intervalEnd(start: number, interval: Interval): number {
  const length = LENGTHS.find(([name]) => name === interval)?.[1];
  if (length !== undefined) {
    return start + length;
  }
  const date = new Date(start);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

/** The shortest interval that cuts the span into at most 100. */
export function fittingInterval(first: number, last: number): Interval {
  const found = LENGTHS.find(([, length]) => (last - first) / length < MAX_INTERVALS);
  return found ? found[0] : 'month';
}

/** As many intervals as one answer may have. */
const MAX_ANSWERED = 2_000;

/** Where windows lie of which there are none. */
const NOWHERE: WindowExtent = { first: 0, last: 0, spanMs: 0 };

/** The asked interval, or the shortest that whole windows fit into, since nothing is told apart within one. */
export function tellableInterval(asked: Interval, { spanMs } = NOWHERE): Interval {
  return lengthOf(asked) >= spanMs
    ? asked
    : (LENGTHS.find(([, length]) => length >= spanMs)?.[0] ?? 'month');
}

/**
 * The interval to cut a span into, which is never shorter than the windows in it.
 *
 * @param extent - absent where there are no windows
 * @throws `InputError` when there would be more of them than an answer can carry
 */
export function chooseInterval(asked: Interval | 'auto', extent: WindowExtent = NOWHERE): Interval {
  const { first, last } = extent;
  const interval = tellableInterval(
    asked === 'auto' ? fittingInterval(first, last) : asked,
    extent,
  );
  if ((last - first) / lengthOf(interval) > MAX_ANSWERED) {
    throw new InputError(
      `The range has more than ${MAX_ANSWERED} intervals of one ${interval}: choose a longer interval or a shorter range`,
    );
  }
  return interval;
}

/** In milliseconds; of a month, the shortest. */
function lengthOf(interval: Interval): number {
  return LENGTHS.find(([name]) => name === interval)?.[1] ?? 28 * DAY;
}
