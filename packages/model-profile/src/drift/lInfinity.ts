import { pairShares } from './binCounts';

/**
 * L∞ distance of two columns of counts over the same bins: max |q − p|, the largest change of a bin's share. The same as
 * NannyML's `l_infinity` of a categorical column, and `scipy.spatial.distance.chebyshev` of the shares.
 *
 * @returns a distance in [0, 1]; null when a side is empty
 * @throws RangeError when the numbers of bins differ, or a count is negative or not finite
 */
export function lInfinity(reference: readonly number[], window: readonly number[]): number | null {
  const shares = pairShares(reference, window);
  if (shares === null) return null;
  return shares.reduce((largest, [p, q]) => Math.max(largest, Math.abs(q - p)), 0);
}
