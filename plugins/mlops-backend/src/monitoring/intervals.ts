import { InputError } from '@backstage/errors';
import type { ChartInterval } from '@mlops-backstage/plugin-mlops-common';
import type { WindowExtent } from './WindowStore';

const FIVE_MINUTES = 5 * 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Monday, 5 January 1970. */
const FIRST_MONDAY = 4 * DAY;
/** As many intervals as a chart can show apart: twelve hours by five minutes, six days by hours. */
const MAX_INTERVALS = 144;

const LENGTHS: ReadonlyArray<readonly [ChartInterval, number]> = [
  ['5min', FIVE_MINUTES],
  ['hour', HOUR],
  ['day', DAY],
  ['week', 7 * DAY],
];

/** The start of the interval that a time lies in; both in milliseconds since 1970, UTC. */
export function intervalStart(time: number, interval: ChartInterval): number {
  switch (interval) {
    case '5min':
      return Math.floor(time / FIVE_MINUTES) * FIVE_MINUTES;
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
export function intervalEnd(start: number, interval: ChartInterval): number {
  const length = LENGTHS.find(([name]) => name === interval)?.[1];
  if (length !== undefined) {
    return start + length;
  }
  const date = new Date(start);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

/**
 * The shortest interval that cuts the span into at most 144.
 *
 * @param shortest - none shorter than this
 */
export function fittingInterval(
  first: number,
  last: number,
  shortest: ChartInterval = '5min',
): ChartInterval {
  const found = LENGTHS.find(
    ([, length]) => length >= lengthOf(shortest) && (last - first) / length < MAX_INTERVALS,
  );
  return found ? found[0] : 'month';
}

/** As many intervals as one answer may have. */
const MAX_ANSWERED = 2_000;

/** Where windows lie of which there are none. */
const NOWHERE: WindowExtent = { first: 0, last: 0, spanMs: 0 };

/** The asked interval, or the shortest that whole windows fit into, since nothing is told apart within one. */
export function tellableInterval(asked: ChartInterval, { spanMs } = NOWHERE): ChartInterval {
  return lengthOf(asked) >= spanMs
    ? asked
    : (LENGTHS.find(([, length]) => length >= spanMs)?.[0] ?? 'month');
}

/**
 * The interval to cut a span into, which is never shorter than the windows in it.
 *
 * @param extent - absent where there are no windows
 * @param shortest - of what is chosen for `auto`
 * @throws `InputError` when there would be more of them than an answer can carry
 */
export function chooseInterval(
  asked: ChartInterval | 'auto',
  extent: WindowExtent = NOWHERE,
  shortest: ChartInterval = '5min',
): ChartInterval {
  const { first, last } = extent;
  const interval = tellableInterval(
    asked === 'auto' ? fittingInterval(first, last, shortest) : asked,
    extent,
  );
  if ((last - first) / lengthOf(interval) > MAX_ANSWERED) {
    const kept = asked === 'auto' || asked === interval ? '' : ', by which traffic in it is kept';
    throw new InputError(
      `The range has more than ${MAX_ANSWERED} intervals of ${lengthInWords(interval)}${kept}: choose a longer interval or a shorter range`,
    );
  }
  return interval;
}

/** In milliseconds; of a month, the shortest. */
function lengthOf(interval: ChartInterval): number {
  return LENGTHS.find(([name]) => name === interval)?.[1] ?? 28 * DAY;
}

function lengthInWords(interval: ChartInterval): string {
  return interval === '5min' ? 'five minutes' : `one ${interval}`;
}
