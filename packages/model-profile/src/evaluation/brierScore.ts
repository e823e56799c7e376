import { meanOf } from './CompensatedSum';

/**
 * Mean squared distance of the scores from the labels, in [0, 1]: Brier, "Verification of forecasts
 * expressed in terms of probability" (1950), in its common form of half the original;
 * `sklearn.metrics.brier_score_loss`.
 *
 * @param truth - 1 for a positive row, 0 for a negative one
 * @param scores - probabilities of the positive class, in [0, 1]
 */
export function brierScore(truth: Uint8Array, scores: Float64Array): number {
  return meanOf(scores.length, row => (truth[row] - scores[row]) ** 2);
}
