import { ThresholdCounts } from './countAtThresholds';
import { thinPolyline } from './thinPolyline';

/** False against true positives at one threshold. */
export interface RocPoint {
  /** Share of the negative rows with a score of at least the threshold. */
  readonly fpr: number;
  /** Share of the positive rows with a score of at least the threshold. */
  readonly tpr: number;
  /** Null for the infinite threshold of the first point, which JSON can't carry. */
  readonly threshold: number | null;
}

/**
 * The ROC curve from (0, 0) to (1, 1), thresholds descending, without points on a straight line between
 * neighbours of equal distance. Equals `sklearn.metrics.roc_curve(drop_intermediate=True)`.
 *
 * @param maxPoints - thins the curve to so many points; all of them if left out
 * @returns undefined when all rows are of one class
 */
export function rocCurve(counts: ThresholdCounts, maxPoints = Infinity): RocPoint[] | undefined {
  const { thresholds, truePositives, falsePositives, positives, negatives } = counts;
  if (positives === 0 || negatives === 0) return undefined;
  const corners = cornersOf(falsePositives, truePositives);
  const fpr = startingAtZero(corners, i => falsePositives[i] / negatives);
  const tpr = startingAtZero(corners, i => truePositives[i] / positives);
  return Array.from(thinPolyline(fpr, tpr, maxPoints), i => ({
    fpr: fpr[i],
    tpr: tpr[i],
    threshold: i === 0 ? null : thresholds[corners[i - 1]],
  }));
}

function startingAtZero(corners: Uint32Array, rate: (index: number) => number): Float64Array {
  const rates = new Float64Array(corners.length + 1);
  for (let i = 0; i < corners.length; i++) rates[i + 1] = rate(corners[i]);
  return rates;
}

/**
 * The ends and the points where a step of either count differs from the next one. A straight line in
 * unequal steps is kept, as in scikit-learn.
 */
function cornersOf(falsePositives: Float64Array, truePositives: Float64Array): Uint32Array {
  const last = falsePositives.length - 1;
  const corners = new Uint32Array(falsePositives.length);
  let length = 0;
  for (let i = 0; i <= last; i++) {
    const inner = i > 0 && i < last;
    if (inner && isEvenStep(falsePositives, i) && isEvenStep(truePositives, i)) continue;
    corners[length++] = i;
  }
  return corners.subarray(0, length);
}

function isEvenStep(counts: Float64Array, i: number): boolean {
  return counts[i + 1] - counts[i] === counts[i] - counts[i - 1];
}
