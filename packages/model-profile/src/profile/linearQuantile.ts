/**
 * Hyndman & Fan's type 7 quantile ("Sample Quantiles in Statistical Packages", 1996) in the rounding
 * of numpy's `_lerp`: it starts from the nearer neighbour.
 *
 * @param ascending - at least one value, without NaN, in ascending order
 * @param level - in [0, 1]
 */
export function linearQuantile(ascending: Float64Array, level: number): number {
  const position = (ascending.length - 1) * level;
  const index = Math.floor(position);
  const fraction = position - index;
  const a = ascending[index];
  const b = ascending[Math.min(index + 1, ascending.length - 1)];
  return fraction >= 0.5 ? b - (b - a) * (1 - fraction) : a + (b - a) * fraction;
}
