/**
 * Sum of the counts of a column's bins.
 *
 * @throws RangeError when one of them is negative or not finite
 */
export function totalCount(counts: readonly number[]): number {
  let total = 0;
  for (const count of counts) {
    if (!(count >= 0 && count < Infinity)) {
      throw new RangeError(`A count must be a finite number of at least 0, got ${count}`);
    }
    total += count;
  }
  return total;
}

/** @throws RangeError when two columns have different numbers of bins */
export function checkSameBins(reference: readonly number[], window: readonly number[]): void {
  if (reference.length !== window.length) {
    throw new RangeError(`Cannot compare ${reference.length} bins with ${window.length}`);
  }
}

/** The shares of one bin's values among those of the reference, and of the window. */
export type SharePair = readonly [reference: number, window: number];

/**
 * The shares of reference and window in each bin.
 *
 * @returns null when a side is empty: it has no shares
 * @throws RangeError when the numbers of bins differ, or a count is negative or not finite
 */
export function pairShares(
  reference: readonly number[],
  window: readonly number[],
): SharePair[] | null {
  checkSameBins(reference, window);
  const n = totalCount(reference);
  const m = totalCount(window);
  if (n === 0 || m === 0) return null;
  return reference.map((count, i) => [count / n, window[i] / m]);
}
