import { meanOf } from './CompensatedSum';

/**
 * 1 − unexplained / variance of the labels: R² when given the mean squared error, explained variance
 * when given the variance of the residuals. At most 1.
 *
 * Labels without variance follow scikit-learn's `force_finite`: 1 when nothing is left unexplained, else
 * 0. Here constant labels have no variance, whereas scikit-learn's may have one from rounding (three
 * times 0.1 averages to 0.10000000000000002) and then gives about −1e30.
 */
export function explainedShare(labels: Float64Array, unexplained: number): number {
  const explainable = variance(labels);
  if (unexplained === 0) return 1;
  return explainable === 0 ? 0 : 1 - unexplained / explainable;
}

/** Population variance in two passes; exactly 0 for equal values. */
export function variance(values: Float64Array): number {
  if (values.every(value => value === values[0])) return 0;
  const mean = meanOf(values.length, i => values[i]);
  return meanOf(values.length, i => (values[i] - mean) ** 2);
}
