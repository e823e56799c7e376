import { accuracy, balancedAccuracy, matthewsCorrelation } from './agreement';
import { bitsOf } from './bitsOf';
import { brierScore } from './brierScore';
import { checkLengths, checkRows } from './checkRows';
import { classCounts, ConfusionMatrix, countConfusion } from './ConfusionMatrix';
import { collectFigures, Figure, missing, ratio, UndefinedMetric } from './Figure';
import { logLoss } from './logLoss';
import { outsideUnitInterval } from './outsideUnitInterval';
import { rankingOf, ScoreCurves } from './rankingOf';
import { checkMaxPoints } from './thinCurve';

export interface BinaryInput {
  /** 1 or true for a positive row, 0 or false for a negative one. */
  readonly labels: ArrayLike<number | boolean>;
  /** Finite, one a row; larger ones speak for the positive class. */
  readonly scores: ArrayLike<number>;
  /** Lowest score that is predicted positive; 0.5 if left out. */
  readonly threshold?: number;
  /** Thins ROC and precision-recall curve to so many points, at least 2; all of them if left out. */
  readonly maxCurvePoints?: number;
}

/** Those that need probabilities are log_loss and brier; those from `accuracy` on hold at the threshold. */
export type BinaryMetric =
  | 'auc'
  | 'average_precision'
  | 'log_loss'
  | 'brier'
  | 'accuracy'
  | 'balanced_accuracy'
  | 'precision'
  | 'recall'
  | 'specificity'
  | 'f1'
  | 'mcc';

/** How good the scores of a classifier of two classes are. */
export interface BinaryEvaluation extends ScoreCurves {
  readonly rows: number;
  /** Rows whose label is positive. */
  readonly positives: number;
  readonly threshold: number;
  /** Finite numbers; what isn't defined for these rows is left out. */
  readonly metrics: Readonly<Partial<Record<BinaryMetric, number>>>;
  /** The metrics left out. */
  readonly undefinedMetrics: readonly UndefinedMetric[];
  /** At the threshold; labels are '0' and '1'. */
  readonly confusionMatrix: ConfusionMatrix;
}

/**
 * Evaluates a classifier of two classes by scikit-learn's definitions. A metric that scikit-learn refuses,
 * answers with NaN or calls ill-defined in a warning (AUC of one class, precision without a predicted
 * positive) is left out and named in `undefinedMetrics`. MCC is 0 where it has no denominator.
 *
 * Scores are computed with as doubles, whatever array they come in.
 *
 * @throws EvaluationInputError when there are no rows, lengths differ, a label is neither 0 nor 1, or a
 *   score isn't finite
 * @throws RangeError when an option is outside its range
 */
export function evaluateBinary(input: BinaryInput): BinaryEvaluation {
  const { threshold = 0.5, maxCurvePoints } = input;
  if (!Number.isFinite(threshold)) {
    throw new RangeError(`threshold must be a finite number, got ${threshold}`);
  }
  if (maxCurvePoints !== undefined) checkMaxPoints(maxCurvePoints);
  const { truth, scores } = checkedRows(input);

  const predicted = bitsOf(scores.length, row => scores[row] >= threshold);
  const confusionMatrix = countConfusion(['0', '1'], truth, predicted);
  const { auc, averagePrecision, curves } = rankingOf(truth, scores, maxCurvePoints);
  const figures: Record<BinaryMetric, Figure> = {
    auc,
    average_precision: averagePrecision,
    ...probabilityFigures(truth, scores),
    ...thresholdFigures(confusionMatrix),
  };
  return {
    rows: scores.length,
    positives: truth.reduce((sum, label) => sum + label, 0),
    threshold,
    ...collectFigures(figures),
    confusionMatrix,
    ...curves,
  };
}

function checkedRows({ labels, scores }: BinaryInput): {
  truth: Uint8Array;
  scores: Float64Array;
} {
  const rows = checkLengths({ labels, scores });
  checkRows(
    rows,
    'A label must be 0, 1, false or true',
    row => labels[row] === 0 || labels[row] === 1 || typeof labels[row] === 'boolean',
  );
  checkRows(rows, 'A score must be a finite number', row => Number.isFinite(scores[row]));
  return { truth: bitsOf(rows, row => Boolean(labels[row])), scores: new Float64Array(scores) };
}

function probabilityFigures(
  truth: Uint8Array,
  scores: Float64Array,
): Record<'log_loss' | 'brier', Figure> {
  const problem = outsideUnitInterval(scores);
  if (problem !== undefined) return { log_loss: missing(problem), brier: missing(problem) };
  return {
    log_loss: logLoss(scores.length, row => (truth[row] === 1 ? scores[row] : 1 - scores[row])),
    brier: brierScore(truth, scores),
  };
}

type ThresholdMetric = Exclude<BinaryMetric, 'auc' | 'average_precision' | 'log_loss' | 'brier'>;

function thresholdFigures(matrix: ConfusionMatrix): Record<ThresholdMetric, Figure> {
  const classes = classCounts(matrix);
  const [negative, positive] = classes;
  return {
    accuracy: accuracy(classes),
    balanced_accuracy: balancedAccuracy(classes),
    precision: ratio(positive.hits, positive.predicted, 'No row is predicted positive'),
    recall: ratio(positive.hits, positive.actual, 'No row is positive'),
    specificity: ratio(negative.hits, negative.actual, 'No row is negative'),
    f1: ratio(
      2 * positive.hits,
      positive.actual + positive.predicted,
      'No row is positive or predicted positive',
    ),
    mcc: matthewsCorrelation(classes),
  };
}
