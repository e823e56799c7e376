import { meanOf } from '../evaluation/CompensatedSum';

/** A metric of rows, as a function of how often each row counts. */
export interface RowMetric {
  readonly rows: number;
  /**
   * Its value where each row counts as often as its weight says.
   *
   * @param weights - whole numbers of at least 0, one a row; without them each row counts once
   * @returns NaN where it isn't defined
   */
  value(weights?: ArrayLike<number>): number;
  /**
   * The empirical influence of each row on the value, with mean 0: the derivative of the value by the row's share of
   * the weight. Their mean square over the number of rows estimates the value's variance (Efron & Tibshirani, "An
   * introduction to the bootstrap", 1993, section 21.3).
   */
  influences(): Float64Array;
}

/**
 * The mean of a figure of each row: accuracy of hits, log loss of surprises, MAE of absolute errors.
 *
 * @param figures - finite, at least one
 */
export function meanMetric(figures: ArrayLike<number>): RowMetric {
  const rows = figures.length;
  const mean = meanOf(rows, row => figures[row]);
  return {
    rows,
    value: weights => (weights ? weightedMean(figures, weights) : mean),
    influences: () => Float64Array.from(figures, figure => figure - mean),
  };
}

/**
 * The root of the mean of a figure of each row: RMSE of squared errors.
 *
 * @param squares - finite and at least 0, at least one
 */
export function rootMeanMetric(squares: ArrayLike<number>): RowMetric {
  const of = meanMetric(squares);
  const root = Math.sqrt(of.value());
  return {
    rows: of.rows,
    value: weights => (weights ? Math.sqrt(of.value(weights)) : root),
    // By the chain rule; where there is no error at all, nothing has influence.
    influences: () => of.influences().map(influence => (root === 0 ? 0 : influence / (2 * root))),
  };
}

function weightedMean(figures: ArrayLike<number>, weights: ArrayLike<number>): number {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < figures.length; row++) {
    sum += weights[row] * figures[row];
    total += weights[row];
  }
  return sum / total;
}
