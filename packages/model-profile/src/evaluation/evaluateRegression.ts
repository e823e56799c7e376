import { linearQuantile } from '../profile/linearQuantile';
import { MOMENT_LIMIT } from '../profile/Moments';
import { checkLengths, checkRows } from './checkRows';
import { meanOf } from './CompensatedSum';
import { explainedShare, variance } from './explainedShare';
import { collectFigures, Figure, missing, UndefinedMetric } from './Figure';

export interface RegressionInput {
  /** The actual values, one a row. */
  readonly labels: ArrayLike<number>;
  /** The predicted values, one a row, in the labels' unit. */
  readonly predictions: ArrayLike<number>;
}

/** In the labels' unit, but mse in its square; r2, explained_variance, mape (1 is 100 %) and rmsle have none. */
export type RegressionMetric =
  | 'rmse'
  | 'mse'
  | 'mae'
  | 'median_absolute_error'
  | 'r2'
  | 'explained_variance'
  | 'max_error'
  | 'mape'
  | 'rmsle';

/** Residuals are labels minus predictions: above 0 where the prediction was too low. */
export interface ResidualSummary {
  readonly mean: number;
  /** At 0 (the minimum), 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99 and 1 (the maximum). */
  readonly quantiles: readonly { readonly level: number; readonly value: number }[];
}

/** How far the predictions of a regression are from the labels. */
export interface RegressionEvaluation {
  readonly rows: number;
  /** Finite numbers; what isn't defined for these rows is left out. */
  readonly metrics: Readonly<Partial<Record<RegressionMetric, number>>>;
  /** The metrics left out. */
  readonly undefinedMetrics: readonly UndefinedMetric[];
  readonly residuals: ResidualSummary;
}

const LEVELS = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1];

/**
 * Evaluates a regression by scikit-learn's definitions. r2 needs two rows, and rmsle labels and
 * predictions above −1; else they are left out and named in `undefinedMetrics`. mape divides by at least
 * 2.2e-16, so that a label of 0 makes it enormous rather than infinite.
 *
 * @throws EvaluationInputError when there are no rows, lengths differ, or a label or prediction isn't a
 *   number within ±10¹⁴⁰ (a sentinel beyond it would drown everything else)
 */
export function evaluateRegression(input: RegressionInput): RegressionEvaluation {
  const { labels, predictions } = checkedRows(input);
  const rows = labels.length;
  const residuals = labels.map((label, row) => label - predictions[row]);
  const errors = residuals.map(Math.abs).sort();
  const mse = meanOf(rows, row => residuals[row] ** 2);
  const figures: Record<RegressionMetric, Figure> = {
    rmse: Math.sqrt(mse),
    mse,
    mae: meanOf(rows, row => errors[row]),
    median_absolute_error: (errors[(rows - 1) >> 1] + errors[rows >> 1]) / 2,
    r2: rows < 2 ? missing('It needs two rows') : explainedShare(labels, mse),
    explained_variance: explainedShare(labels, variance(residuals)),
    max_error: errors[rows - 1],
    mape: meanOf(
      rows,
      row => Math.abs(residuals[row]) / Math.max(Math.abs(labels[row]), Number.EPSILON),
    ),
    rmsle: logarithmicError(labels, predictions),
  };
  const ascending = residuals.slice().sort();
  return {
    rows,
    ...collectFigures(figures),
    residuals: {
      mean: meanOf(rows, row => residuals[row]),
      quantiles: LEVELS.map(level => ({ level, value: linearQuantile(ascending, level) })),
    },
  };
}

function checkedRows({ labels, predictions }: RegressionInput): {
  labels: Float64Array;
  predictions: Float64Array;
} {
  const rows = checkLengths({ labels, predictions });
  const isUsable = (value: number) => Number.isFinite(value) && Math.abs(value) <= MOMENT_LIMIT;
  checkRows(rows, 'A label must be a number within ±1e140', row => isUsable(labels[row]));
  checkRows(rows, 'A prediction must be a number within ±1e140', row => isUsable(predictions[row]));
  return { labels: new Float64Array(labels), predictions: new Float64Array(predictions) };
}

function logarithmicError(labels: Float64Array, predictions: Float64Array): Figure {
  if (labels.some(label => label <= -1)) return missing('A label is −1 or less');
  if (predictions.some(prediction => prediction <= -1)) {
    return missing('A prediction is −1 or less');
  }
  return Math.sqrt(
    meanOf(labels.length, row => (Math.log1p(labels[row]) - Math.log1p(predictions[row])) ** 2),
  );
}
