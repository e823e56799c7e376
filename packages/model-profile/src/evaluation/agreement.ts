import { ClassCounts } from './ConfusionMatrix';
import { Figure, missing } from './Figure';

/** Share of rows whose prediction is their label: `sklearn.metrics.accuracy_score`. */
export function accuracy(classes: readonly ClassCounts[]): number {
  return totals(classes).hits / totals(classes).rows;
}

/**
 * Mean recall of the classes that occur among the labels: `sklearn.metrics.balanced_accuracy_score`.
 * A class without rows has no recall and is passed over.
 */
export function balancedAccuracy(classes: readonly ClassCounts[]): number {
  const recalls = classes.filter(({ actual }) => actual > 0).map(each => each.hits / each.actual);
  return recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
}

/**
 * Matthews correlation coefficient of K classes: Gorodkin, "Comparing two K-category assignments by a
 * K-category correlation coefficient" (2004); `sklearn.metrics.matthews_corrcoef`.
 *
 * @returns in [-1, 1]; 0 when all labels or all predictions are of one class, as in scikit-learn
 */
export function matthewsCorrelation(classes: readonly ClassCounts[]): number {
  const { rows, hits } = totals(classes);
  const covariance = hits * rows - sumOfProducts(classes, 'actual', 'predicted');
  const ofPredictions = rows * rows - sumOfProducts(classes, 'predicted', 'predicted');
  const ofLabels = rows * rows - sumOfProducts(classes, 'actual', 'actual');
  const variances = ofPredictions * ofLabels;
  return variances === 0 ? 0 : covariance / Math.sqrt(variances);
}

/**
 * Cohen's kappa: Cohen, "A coefficient of agreement for nominal scales" (1960);
 * `sklearn.metrics.cohen_kappa_score`. How far predictions agree with labels beyond chance, at most 1.
 */
export function cohenKappa(classes: readonly ClassCounts[]): Figure {
  const { rows, hits } = totals(classes);
  const expected = rows * rows - sumOfProducts(classes, 'actual', 'predicted');
  if (expected === 0) return missing('All labels and predictions are of one class');
  return 1 - ((rows - hits) * rows) / expected;
}

function totals(classes: readonly ClassCounts[]): { rows: number; hits: number } {
  return {
    rows: classes.reduce((sum, { actual }) => sum + actual, 0),
    hits: classes.reduce((sum, { hits }) => sum + hits, 0),
  };
}

function sumOfProducts(
  classes: readonly ClassCounts[],
  left: keyof ClassCounts,
  right: keyof ClassCounts,
): number {
  return classes.reduce((sum, each) => sum + each[left] * each[right], 0);
}
