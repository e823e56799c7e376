import gammainc from '@stdlib/math-base-special-gammainc';

/** Beyond it a double can't tell the tail from 0. */
const FAR = 40;

/** P(Z ≤ z) of a standard normal variable, by the incomplete gamma function (Abramowitz & Stegun 26.4.21, 7.1.2). */
export function normalDistribution(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('A normal deviate must be a number');
  const tail = gammainc(Math.min(z * z, FAR * FAR) / 2, 0.5, true, true) / 2;
  return z < 0 ? tail : 1 - tail;
}

/**
 * The z with P(Z ≤ z) = p, found by halving the interval: to the last digits of a double around 0.
 *
 * @param p - in [0, 1]; 0 and 1 give infinities
 * @throws RangeError when p is outside its range or NaN
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A probability must be in [0, 1], got ${p}`);
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  // The lower tail holds its digits, the upper one loses them.
  if (p > 0.5) return -normalQuantile(1 - p);
  let low = -FAR;
  let high = 0;
  for (let middle = low / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (normalDistribution(middle) < p) low = middle;
    else high = middle;
  }
  return high;
}
