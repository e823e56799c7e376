import type { NumericColumnProfile, NumericColumnSchema } from '@mlops-backstage/model-profile';

/**
 * A quantile of a column's numbers, of which no more is known than how many are in each bin: within one they are taken to
 * be spread evenly, as `numpy.interp` of the cumulative shares does. The outermost bins end at the smallest and the
 * largest number seen.
 *
 * @param q - in [0, 1]
 * @returns undefined without any finite number
 */
export function binQuantile(
  { edges }: NumericColumnSchema,
  { counts, moments }: NumericColumnProfile,
  q: number,
): number | undefined {
  const { min, max } = moments;
  const present = counts.slice(0, -1);
  const total = present.reduce((sum, count) => sum + count, 0);
  if (min === null || max === null || total === 0) {
    return undefined;
  }
  const within = (value: number) => Math.min(Math.max(value, min), max);
  let left = q * total;
  const bin = present.findIndex((count, index) => {
    const isLast = index === present.length - 1;
    if (count > 0 && (left <= count || isLast)) {
      return true;
    }
    left -= count;
    return isLast;
  });
  const lower = within(bin === 0 ? min : edges[bin - 1]);
  const upper = within(bin === edges.length ? max : edges[bin]);
  return present[bin] === 0 ? upper : lower + (upper - lower) * Math.min(left / present[bin], 1);
}
