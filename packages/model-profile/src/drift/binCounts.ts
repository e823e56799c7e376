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
