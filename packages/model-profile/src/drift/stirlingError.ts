/** δ(0) … δ(15), where the series isn't exact enough; by exact factorials. */
const SMALL = [
  0, 0.08106146679532726, 0.0413406959554093, 0.0276779256849983, 0.02079067210376509,
  0.01664469118982119, 0.01387612882307075, 0.01189670994589177, 0.01041126526197209,
  0.009255462182712733, 0.008330563433362871, 0.00757367548795184, 0.00694284010720953,
  0.006408994188004207, 0.005951370112758848, 0.005554733551962801,
];

/**
 * δ(k) = ln k! − ln(√(2πk) (k/e)^k), what Stirling's formula lacks, to some 14 digits; 0 for 0, whose term is left out.
 *
 * C. Loader, "Fast and Accurate Computation of Binomial Probabilities" (2000).
 *
 * @param k - a whole number of at least 0
 */
export function stirlingError(k: number): number {
  if (k < SMALL.length) return SMALL[k];
  const square = k * k;
  return (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / square) / square) / square) / k;
}
