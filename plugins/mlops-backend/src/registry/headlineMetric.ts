import type { HeadlineMetric, ProblemType, Version } from '@mlops-backstage/plugin-mlops-common';

/** The metrics that say most of a model of each problem type, the first that is there being shown. */
const PREFERRED: Record<ProblemType, readonly string[]> = {
  'binary-classification': ['auc', 'average_precision', 'f1', 'accuracy', 'log_loss'],
  'multiclass-classification': ['accuracy', 'macro_f1', 'f1', 'log_loss'],
  regression: ['rmse', 'mae', 'r2'],
  clustering: ['silhouette', 'calinski_harabasz', 'davies_bouldin'],
  other: [],
};

const SPLITS = ['test', 'validation', 'production', 'train'] as const;

/** The one number to show of a version: from the least flattering split that has a metric for the problem type. */
export function headlineMetric(
  problemType: ProblemType,
  metrics: Version['metrics'],
): HeadlineMetric | undefined {
  for (const split of SPLITS) {
    const values = metrics[split];
    const name =
      PREFERRED[problemType].find(preferred => values?.[preferred] !== undefined) ??
      (values && problemType === 'other' ? Object.keys(values)[0] : undefined);
    if (values && name !== undefined) {
      return { name, value: values[name], split };
    }
  }
  return undefined;
}
