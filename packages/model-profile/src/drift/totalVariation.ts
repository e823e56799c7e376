import { pairShares } from './binCounts';

/**
 * Total variation of two columns of counts over the same bins: Σ |q − p| / 2, the share of the window's values that
 * would have to move for the shares to be the reference's. Half of `scipy.spatial.distance.cityblock` of the shares.
 *
 * @returns a distance in [0, 1]; null when a side is empty
 * @throws RangeError when the numbers of bins differ, or a count is negative or not finite
 */
export function totalVariation(
  reference: readonly number[],
  window: readonly number[],
): number | null {
  const shares = pairShares(reference, window);
  if (shares === null) return null;
  return Math.min(shares.reduce((sum, [p, q]) => sum + Math.abs(q - p), 0) / 2, 1);
}
