import { ThresholdCounts } from './countAtThresholds';
import { thinPolyline } from './thinPolyline';

/** Precision and recall at one threshold. */
export interface PrecisionRecallPoint {
  /** Share of positives among the rows with a score of at least the threshold. */
  readonly precision: number;
  /** Share of the positive rows with a score of at least the threshold. */
  readonly recall: number;
  /** Null for the last point, which no threshold reaches. */
  readonly threshold: number | null;
}

/**
 * The precision-recall curve in scikit-learn's order: from recall 1 at the lowest score, thresholds
 * ascending and recall descending, to precision 1 and recall 0, which is added at the end. One point for
 * each distinct score. Equals `sklearn.metrics.precision_recall_curve(drop_intermediate=False)`.
 *
 * @param maxPoints - thins the curve to so many points; all of them if left out
 * @returns undefined when no row is positive, where scikit-learn warns and sets recall to 1
 */
export function precisionRecallCurve(
  counts: ThresholdCounts,
  maxPoints = Infinity,
): PrecisionRecallPoint[] | undefined {
  const { thresholds, truePositives, falsePositives, positives } = counts;
  if (positives === 0) return undefined;
  const { length } = thresholds;
  const precision = new Float64Array(length + 1).fill(1, length);
  const recall = new Float64Array(length + 1);
  for (let i = 0; i < length; i++) {
    const tp = truePositives[length - 1 - i];
    precision[i] = tp / (tp + falsePositives[length - 1 - i]);
    recall[i] = tp / positives;
  }
  return Array.from(thinPolyline(recall, precision, maxPoints), i => ({
    precision: precision[i],
    recall: recall[i],
    threshold: i === length ? null : thresholds[length - 1 - i],
  }));
}
