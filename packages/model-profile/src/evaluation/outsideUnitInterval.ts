/**
 * Why scores are no probabilities, or undefined when all lie in [0, 1].
 *
 * @returns a reason for metrics that need probabilities
 */
export function outsideUnitInterval(scores: ArrayLike<number>): string | undefined {
  for (let row = 0; row < scores.length; row++) {
    if (scores[row] < 0 || scores[row] > 1) {
      return `Scores are no probabilities: that of row ${row} is ${scores[row]}`;
    }
  }
  return undefined;
}
