import { checkSameBins, totalCount } from './binCounts';

/**
 * The likelihood ratio of two samples having distributions of their own over the bins to their having one:
 * G = 2 Σ (w ln(w / E w) + r ln(r / E r)), r and w being the counts and E what both samples together let expect. Without
 * drift about χ² with one less degrees of freedom than there are occupied bins, and about PSI/(1/n + 1/m). Unlike PSI it
 * needs nothing added to empty bins. The same as `scipy.stats.chi2_contingency` with `lambda_="log-likelihood"` and
 * `correction=False`.
 *
 * S. S. Wilks, "The Likelihood Test of Independence in Contingency Tables" (1935).
 *
 * @returns a number of at least 0; 0 when a side is empty
 * @throws RangeError when the numbers of bins differ, or a count is negative or not finite
 */
export function logLikelihoodRatio(
  reference: readonly number[],
  window: readonly number[],
): number {
  checkSameBins(reference, window);
  const n = totalCount(reference);
  const m = totalCount(window);
  let half = 0;
  reference.forEach((count, i) => {
    const both = count + window[i];
    half += logTerm(count, (both * n) / (n + m)) + logTerm(window[i], (both * m) / (n + m));
  });
  return Math.max(2 * half, 0);
}

/** count · ln(count / expected); its limit at 0 is 0. */
export function logTerm(count: number, expected: number): number {
  return count === 0 ? 0 : count * Math.log(count / expected);
}
