import { ThresholdCounts } from './countAtThresholds';
import { Figure, missing } from './Figure';

/**
 * Area under the ROC curve by the trapezoidal rule: the probability that a positive row has the larger
 * score than a negative one, ties counting half. Equals `sklearn.metrics.roc_auc_score`.
 *
 * Twice the area is summed in whole rows, which is exact up to 2⁵³, about 67 million rows of each class.
 */
export function areaUnderRoc(counts: ThresholdCounts): Figure {
  const { truePositives, falsePositives, positives, negatives } = counts;
  if (positives === 0) return missing('No row is positive');
  if (negatives === 0) return missing('No row is negative');
  let twice = 0;
  let tp = 0;
  let fp = 0;
  for (let i = 0; i < truePositives.length; i++) {
    twice += (falsePositives[i] - fp) * (truePositives[i] + tp);
    tp = truePositives[i];
    fp = falsePositives[i];
  }
  return twice / (2 * positives * negatives);
}
