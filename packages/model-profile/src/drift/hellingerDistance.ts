import { pairShares } from './binCounts';

/**
 * Hellinger distance of two columns of counts over the same bins: √(Σ (√p − √q)² / 2), p and q being the shares. 0 for
 * equal shares, 1 when no bin is occupied on both sides.
 *
 * E. Hellinger, "Neue Begründung der Theorie quadratischer Formen von unendlichvielen Veränderlichen" (1909); the same
 * as NannyML's `hellinger` over the same bins.
 *
 * @returns a distance in [0, 1]; null when a side is empty
 * @throws RangeError when the numbers of bins differ, or a count is negative or not finite
 */
export function hellingerDistance(
  reference: readonly number[],
  window: readonly number[],
): number | null {
  const shares = pairShares(reference, window);
  if (shares === null) return null;
  const squares = shares.reduce((sum, [p, q]) => sum + (Math.sqrt(p) - Math.sqrt(q)) ** 2, 0);
  return Math.min(Math.sqrt(squares / 2), 1);
}
