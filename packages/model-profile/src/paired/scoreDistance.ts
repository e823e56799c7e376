import { checkLengths, checkRows } from '../evaluation/checkRows';
import { meanOf } from '../evaluation/CompensatedSum';
import { linearQuantile } from '../profile/linearQuantile';

const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** How far the numbers that two versions predict for the same rows are from each other, in the scores' unit. */
export interface ScoreDistance {
  readonly pairs: number;
  /** Mean of the second minus the first. */
  readonly mean: number;
  /** Mean absolute difference. */
  readonly meanAbsolute: number;
  /** Of the second minus the first, interpolated linearly as `numpy.quantile` does. */
  readonly quantiles: readonly { readonly level: number; readonly value: number }[];
  /** Largest distance of the two distribution functions, in [0, 1]. */
  readonly kolmogorovSmirnov: number;
}

/**
 * Distance of paired scores.
 *
 * @param first - finite, one a row
 * @param second - finite, of the same rows
 * @throws EvaluationInputError when there are no rows, lengths differ or a score isn't finite
 */
export function scoreDistance(first: ArrayLike<number>, second: ArrayLike<number>): ScoreDistance {
  const pairs = checkLengths({ 'first scores': first, 'second scores': second });
  const areFinite = (row: number) => Number.isFinite(first[row]) && Number.isFinite(second[row]);
  checkRows(pairs, 'A score must be a finite number', areFinite);
  const differences = Float64Array.from(first, (score, row) => second[row] - score).sort();
  return {
    pairs,
    mean: meanOf(pairs, row => differences[row]),
    meanAbsolute: meanOf(pairs, row => Math.abs(differences[row])),
    quantiles: LEVELS.map(level => ({ level, value: linearQuantile(differences, level) })),
    kolmogorovSmirnov: kolmogorovSmirnovDistance(first, second),
  };
}

/**
 * Largest distance of two empirical distribution functions (Smirnov 1939), the statistic of `scipy.stats.ks_2samp`. A
 * distance alone: the p-value of that test is for samples that are independent, not for pairs.
 *
 * @param first - at least one finite number
 * @param second - at least one finite number
 */
export function kolmogorovSmirnovDistance(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): number {
  const a = new Float64Array(first).sort();
  const b = new Float64Array(second).sort();
  let i = 0;
  let j = 0;
  let largest = 0;
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i], b[j]);
    while (i < a.length && a[i] <= value) i++;
    while (j < b.length && b[j] <= value) j++;
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length));
  }
  return largest;
}
