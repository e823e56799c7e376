import { checkAlpha, Interval } from '../paired/Interval';
import { normalQuantile } from '../paired/normal';

/** What can be estimated of a classifier of two classes. */
export type EstimatedMetric = 'auc' | 'accuracy' | 'log_loss' | 'f1' | 'precision' | 'recall';

/** A metric as it is to be expected. */
export interface Estimate {
  readonly value: number;
  /** Where the metric of these rows will be found once their labels have come, if the probabilities are true. */
  readonly interval: Interval;
}

/** Rows of a classifier whose labels haven't come. */
export interface UnlabelledRows {
  /** How probable it is that a row is positive, in [0, 1]: calibrated. */
  readonly probabilities: Float64Array;
  /** As the model answered them; the rows are ranked by these. */
  readonly scores: Float64Array;
  /** 1 where the model predicted the positive class. */
  readonly predicted: Uint8Array;
}

/** As scikit-learn clips probabilities. */
const LOWEST = Number.EPSILON;

/** A metric's expectation, and how much one row's label moves it. */
interface Expectation {
  readonly value: number;
  readonly slope: (row: number) => number;
}

/**
 * Confidence-based performance estimation: the metrics of the expected confusion matrix, of which each row is part with
 * its calibrated probability; the area under the ROC curve likewise. As `nannyml.CBPE` has them, but for log loss, which
 * is its expectation.
 *
 * It holds as long as the probabilities do: it sees that inputs moved to where the model is less sure, and doesn't see that
 * the same inputs have come to mean something else.
 *
 * The interval is the delta method's over labels that come up independently with their probabilities: Σ (∂metric/∂yᵢ)²
 * pᵢ(1 − pᵢ). It says nothing of the error of the calibration.
 *
 * @param alpha - 1 minus the confidence, in (0, 1)
 * @returns what has a value
 * @throws RangeError when alpha is outside its range
 */
export function estimatePerformance(
  rows: UnlabelledRows,
  alpha: number,
): Partial<Record<EstimatedMetric, Estimate>> {
  checkAlpha(alpha);
  const { probabilities } = rows;
  const z = normalQuantile(1 - alpha / 2);
  const estimates: Partial<Record<EstimatedMetric, Estimate>> = {};
  for (const [name, expected] of Object.entries(expectationsOf(rows))) {
    if (!expected || !Number.isFinite(expected.value)) continue;
    const { value, slope } = expected;
    const variance = probabilities.reduce((sum, p, row) => sum + slope(row) ** 2 * p * (1 - p), 0);
    const radius = z * Math.sqrt(variance);
    const most = name === 'log_loss' ? Infinity : 1;
    estimates[name as EstimatedMetric] = {
      value,
      interval: { low: Math.max(value - radius, 0), high: Math.min(value + radius, most) },
    };
  }
  return estimates;
}

function expectationsOf({
  probabilities,
  scores,
  predicted,
}: UnlabelledRows): Partial<Record<EstimatedMetric, Expectation>> {
  const rows = probabilities.length;
  if (rows === 0) return {};
  let hits = 0;
  let truePositives = 0;
  let positives = 0;
  let alarms = 0;
  for (let row = 0; row < rows; row++) {
    const p = probabilities[row];
    positives += p;
    alarms += predicted[row];
    truePositives += predicted[row] * p;
    hits += predicted[row] ? p : 1 - p;
  }
  const precision = truePositives / alarms;
  const recall = truePositives / positives;
  const f1 = (2 * truePositives) / (alarms + positives);
  return {
    auc: areaOf(probabilities, scores, positives),
    accuracy: { value: hits / rows, slope: row => (predicted[row] ? 1 : -1) / rows },
    ...(scores.every(score => score >= 0 && score <= 1) && {
      log_loss: lossOf(probabilities, scores),
    }),
    f1: { value: f1, slope: row => (2 * predicted[row] - f1) / (alarms + positives) },
    precision: { value: precision, slope: row => predicted[row] / alarms },
    recall: { value: recall, slope: row => (predicted[row] - recall) / positives },
  };
}

function lossOf(probabilities: Float64Array, scores: Float64Array): Expectation {
  const rows = scores.length;
  const logOdds = new Float64Array(rows);
  let sum = 0;
  scores.forEach((score, row) => {
    const clipped = Math.min(Math.max(score, LOWEST), 1 - LOWEST);
    const [ifPositive, ifNegative] = [-Math.log(clipped), -Math.log(1 - clipped)];
    const p = probabilities[row];
    sum += p * ifPositive + (1 - p) * ifNegative;
    logOdds[row] = ifPositive - ifNegative;
  });
  return { value: sum / rows, slope: row => logOdds[row] / rows };
}

/** The expected area: pairs of rows are won as often as the one is positive and the other isn't. */
function areaOf(
  probabilities: Float64Array,
  scores: Float64Array,
  positives: number,
): Expectation | undefined {
  const rows = scores.length;
  const negatives = rows - positives;
  if (!(positives > 0 && negatives > 0)) return undefined;
  const order = Uint32Array.from({ length: rows }, (_, row) => row).sort(
    (a, b) => scores[a] - scores[b],
  );
  /** Of each row: negatives below it less positives above it, ties counting half. */
  const won = new Float64Array(rows);
  let area = 0;
  let negativesBelow = 0;
  let positivesBelow = 0;
  for (let from = 0; from < rows;) {
    let to = from;
    let tiedPositives = 0;
    for (; to < rows && scores[order[to]] === scores[order[from]]; to++) {
      tiedPositives += probabilities[order[to]];
    }
    const tiedNegatives = to - from - tiedPositives;
    const below = negativesBelow + tiedNegatives / 2;
    const above = positives - positivesBelow - tiedPositives / 2;
    area += tiedPositives * below;
    for (; from < to; from++) won[order[from]] = below - above;
    negativesBelow += tiedNegatives;
    positivesBelow += tiedPositives;
  }
  const value = area / (positives * negatives);
  return {
    value,
    slope: row => won[row] / (positives * negatives) - value / positives + value / negatives,
  };
}
