import { checkSameBins, totalCount } from './binCounts';
import { chiSquareSurvival } from './chiSquareSurvival';

/** A χ² statistic and what it says. */
export interface ChiSquareTest {
  /** At least 0; infinite when values are where none can be expected. */
  readonly statistic: number;
  /** Occupied bins less one. */
  readonly degreesOfFreedom: number;
  /** Probability of such a statistic without drift, by the χ² distribution: rough when fewer than 5 are expected in a bin. */
  readonly pValue: number;
}

/**
 * Pearson's χ² test of homogeneity: whether two samples come from one distribution over the bins, both with sampling
 * error. Bins that are empty on both sides don't count. The same as `scipy.stats.chi2_contingency` of the 2 × B table
 * with `correction=False`.
 *
 * K. Pearson, "On the probability that two independent distributions of frequency are really samples from the same
 * population" (1911).
 *
 * @param reference - counts, one for each bin
 * @param window - counts, one for each bin
 * @returns null when a side is empty
 * @throws RangeError when the numbers of bins differ, or a count is negative or not finite
 */
export function homogeneityTest(
  reference: readonly number[],
  window: readonly number[],
): ChiSquareTest | null {
  checkSameBins(reference, window);
  const n = totalCount(reference);
  const m = totalCount(window);
  if (n === 0 || m === 0) return null;
  let statistic = 0;
  let occupied = 0;
  reference.forEach((count, i) => {
    const both = count + window[i];
    if (both === 0) return;
    occupied++;
    // Both rows of the table deviate by the same from what is expected of them.
    const deviation = window[i] - (both * m) / (n + m);
    statistic += (deviation * deviation * (n + m) * (n + m)) / (n * m * both);
  });
  return judged(statistic, occupied - 1);
}

/**
 * Pearson's χ² test of goodness of fit: whether the window could be drawn from the reference's shares, taken to be the
 * true ones without any sampling error. The same as `scipy.stats.chisquare`, and what Evidently's `chisquare` computes.
 *
 * For references that are a population. One that is a sample itself makes it call drift too often, the more so the larger
 * the window: `homogeneityTest` is the one for drift.
 *
 * @param reference - counts or shares, one for each bin
 * @param window - counts, one for each bin
 * @returns null when a side is empty
 * @throws RangeError when the numbers of bins differ, or a count is negative or not finite
 */
export function goodnessOfFitTest(
  reference: readonly number[],
  window: readonly number[],
): ChiSquareTest | null {
  checkSameBins(reference, window);
  const n = totalCount(reference);
  const m = totalCount(window);
  if (n === 0 || m === 0) return null;
  let statistic = 0;
  let occupied = 0;
  reference.forEach((count, i) => {
    if (count === 0 && window[i] === 0) return;
    occupied++;
    const expected = (count * m) / n;
    statistic += (window[i] - expected) ** 2 / expected;
  });
  return judged(statistic, occupied - 1);
}

function judged(statistic: number, degreesOfFreedom: number): ChiSquareTest {
  const pValue = degreesOfFreedom === 0 ? 1 : chiSquareSurvival(statistic, degreesOfFreedom);
  return { statistic, degreesOfFreedom, pValue };
}
