import gammainc from '@stdlib/math-base-special-gammainc';

/**
 * P(X > x) for a χ² variable X: Q(df/2, x/2), the upper regularised incomplete gamma function
 * (Abramowitz & Stegun 26.4.19). Relative accuracy holds in the far tail down to about 1e-307.
 *
 * @param x - value of the statistic, at least 0
 * @param degreesOfFreedom - above 0
 * @returns a probability
 * @throws RangeError when an argument is outside its range or NaN
 */
export function chiSquareSurvival(x: number, degreesOfFreedom: number): number {
  if (!(x >= 0)) throw new RangeError(`χ² statistic must be at least 0, got ${x}`);
  if (!(degreesOfFreedom > 0)) {
    throw new RangeError(`Degrees of freedom must be above 0, got ${degreesOfFreedom}`);
  }
  return x === Infinity ? 0 : gammainc(x / 2, degreesOfFreedom / 2, true, true);
}
