import { CompensatedSum } from './CompensatedSum';
import { ThresholdCounts } from './countAtThresholds';
import { Figure, missing } from './Figure';

/**
 * Σ (Rₙ − Rₙ₋₁)·Pₙ over the thresholds in descending order, where P and R are precision and recall: a
 * step function, without interpolation. Equals `sklearn.metrics.average_precision_score`, save that
 * scikit-learn warns and gives 0 where no row is positive.
 */
export function averagePrecision(counts: ThresholdCounts): Figure {
  const { truePositives, falsePositives, positives } = counts;
  if (positives === 0) return missing('No row is positive');
  const sum = new CompensatedSum();
  let before = 0;
  for (let i = 0; i < truePositives.length; i++) {
    const tp = truePositives[i];
    sum.add((tp - before) * (tp / (tp + falsePositives[i])));
    before = tp;
  }
  return sum.value / positives;
}
