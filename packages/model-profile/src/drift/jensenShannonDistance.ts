import { pairShares } from './binCounts';

/**
 * Jensen–Shannon distance, base 2, of two columns of counts over the same bins: the square root of the
 * mean Kullback–Leibler divergence of both shares from their average. 0 for equal shares, 1 when no bin
 * is occupied on both sides; no smoothing is needed.
 *
 * Endres & Schindelin, "A New Metric for Probability Distributions" (2003); the same as
 * `scipy.spatial.distance.jensenshannon(reference, window, base=2)`.
 *
 * @param reference - counts, one for each bin
 * @param window - counts, one for each bin
 * @returns a distance in [0, 1]; null when a side is empty
 * @throws RangeError when the numbers of bins differ, or a count is negative or not finite
 */
export function jensenShannonDistance(
  reference: readonly number[],
  window: readonly number[],
): number | null {
  const shares = pairShares(reference, window);
  if (shares === null) return null;

  let divergence = 0;
  for (const [p, q] of shares) {
    const average = (p + q) / 2;
    divergence += divergenceTerm(p, average) + divergenceTerm(q, average);
  }
  // Rounding may leave a sum just outside of [0, 2] for equal or for disjoint shares.
  return Math.sqrt(Math.min(Math.max(divergence / 2, 0), 1));
}

/** Summand of the Kullback–Leibler divergence, in bits; its limit at 0 is 0. */
function divergenceTerm(share: number, average: number): number {
  return share === 0 ? 0 : share * Math.log2(share / average);
}
