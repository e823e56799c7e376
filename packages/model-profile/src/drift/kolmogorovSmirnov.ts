import { checkSameBins, totalCount } from './binCounts';

/** The largest distance of two distribution functions, and what it says. */
export interface KolmogorovSmirnov {
  /** In [0, 1]. */
  readonly statistic: number;
  /** Probability of such a statistic without drift; rather too large than too small. */
  readonly pValue: number;
}

/**
 * Two-sample Kolmogorov–Smirnov test of ordered bins: the largest difference of the cumulative shares at the bins' edges.
 * The same as `scipy.stats.ks_2samp` of values that were replaced by their bin's number.
 *
 * Between the edges the distribution functions aren't known, so the statistic is at most the one of the values themselves
 * (with ten bins of equal share usually a few hundredths less), and the p-value, which is Kolmogorov's for continuous
 * values and large samples, errs towards no drift: on ties, on small samples and by the binning.
 *
 * A. N. Kolmogorov (1933), N. V. Smirnov, "Table for Estimating the Goodness of Fit of Empirical Distributions" (1948).
 *
 * @param reference - counts of the ordered bins, without missing values
 * @param window - counts of the same bins
 * @returns null when a side is empty
 * @throws RangeError when the numbers of bins differ, or a count is negative or not finite
 */
export function kolmogorovSmirnov(
  reference: readonly number[],
  window: readonly number[],
): KolmogorovSmirnov | null {
  checkSameBins(reference, window);
  const n = totalCount(reference);
  const m = totalCount(window);
  if (n === 0 || m === 0) return null;
  let ofReference = 0;
  let ofWindow = 0;
  let statistic = 0;
  reference.forEach((count, i) => {
    ofReference += count;
    ofWindow += window[i];
    statistic = Math.max(statistic, Math.abs(ofReference / n - ofWindow / m));
  });
  return { statistic, pValue: kolmogorovSurvival(statistic * Math.sqrt((n * m) / (n + m))) };
}

/** Where the two series are equally good: both need four terms for all digits of a double. */
const SERIES_MEET = 1.1;
const TERMS = 4;

/**
 * P(K > x) of Kolmogorov's distribution, by the one of its two series that converges faster (Feller 1948). The same as
 * `scipy.special.kolmogorov`.
 */
function kolmogorovSurvival(x: number): number {
  let sum = 0;
  if (x >= SERIES_MEET) {
    for (let k = 1; k <= TERMS; k++) sum -= (-1) ** k * Math.exp(-2 * k * k * x * x);
    return 2 * sum;
  }
  for (let k = 1; k <= TERMS; k++) {
    sum += Math.exp(-((2 * k - 1) ** 2 * Math.PI ** 2) / (8 * x * x));
  }
  return x === 0 ? 1 : 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
}
