import { formatMeasure } from './numbers';

const NAMES: Record<string, string> = { brier: 'Brier score', cohen_kappa: 'Cohen’s kappa' };
const ACRONYMS: Record<string, string> = {
  auc: 'AUC',
  roc: 'ROC',
  f1: 'F1',
  r2: 'R²',
  mcc: 'MCC',
  rmse: 'RMSE',
  rmsle: 'RMSLE',
  mse: 'MSE',
  mae: 'MAE',
  mape: 'MAPE',
};
const set = (names: string) => new Set(names.split(' '));

/**
 * The words of a metric's name, set apart by "_", that tell its direction: one of the first list is enough for "lower is
 * better" (`false_positive_rate`, `davies_bouldin_score`), then one of the second for "higher is better".
 */
const LOWER_IS_BETTER = set(
  'loss logloss error rmse mse mae mape smape rmsle msle mdae brier deviance crossentropy perplexity ece mce fpr fnr fdr eer wer cer false davies inertia aic bic',
);
const HIGHER_IS_BETTER = set(
  'auc roc pr auroc auprc accuracy acc precision recall f1 f2 fbeta r2 map mrr ndcg mcc kappa gini sensitivity specificity tpr tnr npv ppv jaccard iou dice silhouette calinski explained bleu rouge lift youden',
);

/** A metric's name as people write it: `log_loss` -> `Log loss`, `macro_f1` -> `Macro F1`. */
export function metricName(metric: string): string {
  const words = metric
    .split('_')
    .map(word => ACRONYMS[word] ?? word)
    .join(' ');
  return NAMES[metric] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whether a rise of the metric is an improvement; undefined where the name doesn't tell. */
export function higherIsBetter(metric: string): boolean | undefined {
  const words = metric.toLocaleLowerCase('en-US').split(/[^a-z0-9]+/);
  if (words.some(word => LOWER_IS_BETTER.has(word))) {
    return false;
  }
  return words.some(word => HIGHER_IS_BETTER.has(word)) ? true : undefined;
}

export interface MetricDifference {
  /** With its sign: `+0.018`. */
  text: string;
  verdict: 'better' | 'worse' | 'equal' | 'unknown';
}

/** How a metric differs from a baseline, and whether that is an improvement. */
export function compareMetric(metric: string, value: number, baseline: number): MetricDifference {
  const difference = value - baseline;
  const text = formatMeasure(Math.abs(difference));
  if (Number(text) === 0) {
    return { text: '±0', verdict: 'equal' };
  }
  const up = higherIsBetter(metric);
  const verdict = difference > 0 === up ? 'better' : 'worse';
  return {
    text: `${difference > 0 ? '+' : '−'}${text}`,
    verdict: up === undefined ? 'unknown' : verdict,
  };
}
