import { linearQuantile } from '../profile/linearQuantile';
import { CompensatedSum } from './CompensatedSum';

/** Rows of about the same score. */
export interface CalibrationBin {
  /** At least 1: empty bins are left out. */
  readonly rows: number;
  /** Mean score of the rows. */
  readonly meanScore: number;
  /** Share of positive rows; equals meanScore where scores are true probabilities. */
  readonly positiveRate: number;
}

/** How often rows were positive, by their score; at most ten bins each, ascending. */
export interface Calibration {
  /** Bins of equal width. */
  readonly uniform: readonly CalibrationBin[];
  /** Bins of about equal numbers of rows, cut at the deciles of the scores. */
  readonly quantile: readonly CalibrationBin[];
}

const BINS = 10;

/**
 * The reliability diagram of a classifier: Niculescu-Mizil & Caruana, "Predicting good probabilities
 * with supervised learning" (2005). Equals `sklearn.calibration.calibration_curve(n_bins=10)` with
 * either strategy, bins being open on the left and closed on the right.
 *
 * @param truth - 1 for a positive row, 0 for a negative one
 * @param scores - probabilities of the positive class, in [0, 1]; at least one
 */
export function calibrationCurve(truth: Uint8Array, scores: Float64Array): Calibration {
  const ascending = scores.slice().sort();
  return {
    uniform: binsBetween(innerLevels(), truth, scores),
    quantile: binsBetween(
      // numpy is asked for percentiles there, and the detour rounds 0.7000000000000001 to 0.7.
      innerLevels().map(level => linearQuantile(ascending, (level * 100) / 100)),
      truth,
      scores,
    ),
  };
}

/** 0.1 to 0.9 as `numpy.linspace(0, 1, 11)` rounds them; 0.30000000000000004 is one of them. */
function innerLevels(): number[] {
  return Array.from({ length: BINS - 1 }, (_, i) => (i + 1) * (1 / BINS));
}

function binsBetween(
  edges: readonly number[],
  truth: Uint8Array,
  scores: Float64Array,
): CalibrationBin[] {
  const bins = Array.from({ length: BINS }, () => ({
    rows: 0,
    positives: 0,
    scores: new CompensatedSum(),
  }));
  for (let row = 0; row < scores.length; row++) {
    const bin = bins[edgesBelow(edges, scores[row])];
    bin.rows++;
    bin.positives += truth[row];
    bin.scores.add(scores[row]);
  }
  return bins
    .filter(({ rows }) => rows > 0)
    .map(({ rows, positives, scores: sum }) => ({
      rows,
      meanScore: sum.value / rows,
      positiveRate: positives / rows,
    }));
}

function edgesBelow(edges: readonly number[], score: number): number {
  let below = 0;
  while (below < edges.length && edges[below] < score) below++;
  return below;
}
