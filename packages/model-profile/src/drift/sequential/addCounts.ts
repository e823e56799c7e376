/** @param binOf - the monitor's bin of each that is added */
export function addCounts(
  counts: readonly number[],
  added: readonly number[],
  binOf: readonly number[],
): number[] {
  const sums = [...counts];
  added.forEach((count, bin) => {
    sums[binOf[bin]] = (sums[binOf[bin]] ?? 0) + count;
  });
  return sums;
}
