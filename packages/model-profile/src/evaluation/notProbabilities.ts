import { outsideUnitInterval } from './outsideUnitInterval';

/**
 * How far a row may sum from 1: the root of the ε of 32-bit floats, in which most models are served.
 * scikit-learn allows as much of such scores and 1.5e-8 of doubles, and only warns beyond it.
 */
const TOLERANCE = Math.sqrt(2 ** -23);

/** Why rows of scores are no distributions over the classes, or undefined when they are. */
export function notProbabilities(scores: ArrayLike<ArrayLike<number>>): string | undefined {
  for (let row = 0; row < scores.length; row++) {
    if (outsideUnitInterval(scores[row]) !== undefined) {
      return `Scores are no probabilities: row ${row} has one outside of [0, 1]`;
    }
    let sum = 0;
    for (let i = 0; i < scores[row].length; i++) sum += scores[row][i];
    if (Math.abs(sum - 1) > TOLERANCE) {
      return `Scores are no probabilities: those of row ${row} sum to ${Number(sum.toPrecision(6))}`;
    }
  }
  return undefined;
}
