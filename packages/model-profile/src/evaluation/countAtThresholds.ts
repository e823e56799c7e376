/** How many rows of either class have at least a score, for each distinct score. */
export interface ThresholdCounts {
  /** The distinct scores, descending. */
  readonly thresholds: Float64Array;
  /** Positive rows with a score of at least the threshold; the last one is all positives. */
  readonly truePositives: Float64Array;
  /** Negative rows with a score of at least the threshold; the last one is all negatives. */
  readonly falsePositives: Float64Array;
  readonly positives: number;
  readonly negatives: number;
}

/**
 * Counts both classes at every distinct score, the base of ROC and precision-recall curves; the same as
 * `sklearn.metrics.confusion_matrix_at_thresholds`. Equal scores share one threshold, so the order of
 * tied rows doesn't matter. Takes the time of sorting.
 *
 * @param truth - 1 for a positive row, 0 for a negative one
 * @param scores - finite, one a row
 */
export function countAtThresholds(truth: Uint8Array, scores: Float64Array): ThresholdCounts {
  // Either class is sorted by itself: sorting plain doubles is several times faster than sorting
  // indices by a comparison.
  const ofPositives = scores.filter((_, row) => truth[row] === 1).sort();
  const ofNegatives = scores.filter((_, row) => truth[row] === 0).sort();

  const thresholds = new Float64Array(scores.length);
  const truePositives = new Float64Array(scores.length);
  const falsePositives = new Float64Array(scores.length);
  let p = ofPositives.length;
  let n = ofNegatives.length;
  let length = 0;
  while (p > 0 || n > 0) {
    const threshold = larger(ofPositives[p - 1], ofNegatives[n - 1]);
    while (ofPositives[p - 1] === threshold) p--;
    while (ofNegatives[n - 1] === threshold) n--;
    thresholds[length] = threshold;
    truePositives[length] = ofPositives.length - p;
    falsePositives[length] = ofNegatives.length - n;
    length++;
  }
  return {
    thresholds: thresholds.subarray(0, length),
    truePositives: truePositives.subarray(0, length),
    falsePositives: falsePositives.subarray(0, length),
    positives: ofPositives.length,
    negatives: ofNegatives.length,
  };
}

function larger(a: number | undefined, b: number | undefined): number {
  return Math.max(a ?? -Infinity, b ?? -Infinity);
}
