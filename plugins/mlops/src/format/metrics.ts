import { formatMeasure } from './numbers';

const NAMES: Record<string, string> = {
  auc: 'AUC',
  roc_auc: 'ROC AUC',
  f1: 'F1',
  r2: 'R²',
  rmse: 'RMSE',
  mse: 'MSE',
  mae: 'MAE',
  mape: 'MAPE',
  brier: 'Brier score',
};
const LOWER_IS_BETTER = /loss|error|rmse|mse|mae|mape|brier|deviance/;
const HIGHER_IS_BETTER = /auc|accuracy|precision|recall|^f1|f1_|r2|score|map|ndcg|silhouette/;

/** A metric's name as people write it: `log_loss` -> `Log loss`. */
export function metricName(metric: string): string {
  const words = metric.replaceAll('_', ' ');
  return NAMES[metric] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whether a rise of the metric is an improvement; undefined where the name doesn't tell. */
export function higherIsBetter(metric: string): boolean | undefined {
  if (LOWER_IS_BETTER.test(metric)) {
    return false;
  }
  return HIGHER_IS_BETTER.test(metric) ? true : undefined;
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
