import { checkAlpha, checkCount, Interval } from './Interval';
import { wilsonInterval } from './wilsonInterval';

/** How two classifiers fared on the same rows. */
export interface PairedCounts {
  /** Rows that both got right. */
  readonly both: number;
  /** Rows that only the first got right. */
  readonly firstOnly: number;
  /** Rows that only the second got right. */
  readonly secondOnly: number;
  /** Rows that neither got right. */
  readonly neither: number;
}

/**
 * @returns how many pairs there are
 * @throws RangeError when one isn't a count, or there is no pair
 */
export function checkPairs({ both, firstOnly, secondOnly, neither }: PairedCounts): number {
  for (const [name, count] of Object.entries({ both, firstOnly, secondOnly, neither })) {
    checkCount(count, name);
  }
  const pairs = both + firstOnly + secondOnly + neither;
  if (pairs === 0) throw new RangeError('There are no pairs to compare');
  return pairs;
}

/**
 * Counts how two classifiers fared.
 *
 * @param first - whether the first got a row right
 * @param second - the same of the second, of the same length
 */
export function countPairs(
  first: ArrayLike<number | boolean>,
  second: ArrayLike<number | boolean>,
): PairedCounts {
  const counts = [0, 0, 0, 0];
  for (let row = 0; row < first.length; row++) {
    counts[(first[row] ? 0 : 2) + (second[row] ? 0 : 1)]++;
  }
  const [both, firstOnly, secondOnly, neither] = counts;
  return { both, firstOnly, secondOnly, neither };
}

/**
 * Interval of the second's share of right rows minus the first's: method 10 of Newcombe, "Improved confidence
 * intervals for the difference between binomial proportions based on paired data" (1998). Wilson's intervals of both
 * shares are squared and added, with a correlation that is corrected for continuity. It has a width even where no pair
 * is discordant.
 *
 * @param alpha - 1 minus the confidence, in (0, 1)
 * @returns within [−1, 1]
 * @throws RangeError when an argument is outside its range
 */
export function newcombeInterval(counts: PairedCounts, alpha: number): Interval {
  checkAlpha(alpha);
  const pairs = checkPairs(counts);
  const { both, firstOnly, secondOnly } = counts;
  const first = side(both + firstOnly, pairs, alpha);
  const second = side(both + secondOnly, pairs, alpha);
  const phi = correlation(counts);
  const spread = (down: number, up: number) =>
    Math.sqrt(Math.max(0, down * down - 2 * phi * down * up + up * up));
  const difference = (secondOnly - firstOnly) / pairs;
  return {
    low: difference - spread(second.down, first.up),
    high: difference + spread(second.up, first.down),
  };
}

/** How far Wilson's interval goes below and above a share. */
function side(right: number, pairs: number, alpha: number): { down: number; up: number } {
  const { low, high } = wilsonInterval(right, pairs, alpha);
  return { down: right / pairs - low, up: high - right / pairs };
}

function correlation({ both, firstOnly, secondOnly, neither }: PairedCounts): number {
  const margins =
    (both + firstOnly) * (secondOnly + neither) * (both + secondOnly) * (firstOnly + neither);
  if (margins === 0) return 0;
  const product = both * neither - firstOnly * secondOnly;
  const pairs = both + firstOnly + secondOnly + neither;
  const corrected = product > 0 ? Math.max(product - pairs / 2, 0) : product;
  return corrected / Math.sqrt(margins);
}
