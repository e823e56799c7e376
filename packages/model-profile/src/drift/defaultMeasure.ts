import { ColumnKind } from '../schema/ProfileSchema';

/** The measures of a column that a page may show first. */
export type DriftMeasure = 'kolmogorovSmirnov' | 'chiSquare' | 'wasserstein' | 'jensenShannon';

/** Rows of the smaller side from which on a distance tells more than a test. */
export const LARGE_SAMPLE = 1_000;

/**
 * The measure that says most of a column by its kind and size, where one has to be chosen. Small samples get a test, since
 * a distance between them is mostly chance: Kolmogorov–Smirnov for numbers, χ² for categories. Large ones get a distance,
 * since a test finds the slightest difference between them: Wasserstein, in the reference's standard deviations, and
 * Jensen–Shannon. This is Evidently's choice, but by the smaller side rather than by the reference's.
 *
 * PSI is what decides on drift whatever is shown, see `hasDrifted`.
 *
 * @param n - values in the reference
 * @param m - values in the window
 */
export function defaultMeasure(kind: ColumnKind, n: number, m: number): DriftMeasure {
  if (Math.min(n, m) < LARGE_SAMPLE) {
    return kind === 'numeric' ? 'kolmogorovSmirnov' : 'chiSquare';
  }
  return kind === 'numeric' ? 'wasserstein' : 'jensenShannon';
}
