import type { PerformanceMetric, ProblemType } from '@mlops-backstage/plugin-mlops-common';
import type { OutputReader } from '../predictions/OutputReader';
import { ClassifierTally } from './ClassifierTally';
import { RegressionTally } from './RegressionTally';
import type { Tally } from './Tally';

/** The metrics that labels give of a kind of problem; the one that says most by itself comes first. None of clusterings. */
export function metricsOf(problemType: ProblemType): readonly PerformanceMetric[] {
  switch (problemType) {
    case 'binary-classification':
      return ['auc', 'accuracy', 'log_loss', 'f1', 'precision', 'recall'];
    case 'multiclass-classification':
      return ['accuracy', 'log_loss'];
    case 'regression':
      return ['rmse', 'mae'];
    default:
      return [];
  }
}

/** Which values of a metric are better. */
export function betterOf(metric: PerformanceMetric): 'higher' | 'lower' {
  return ['log_loss', 'rmse', 'mae'].includes(metric) ? 'lower' : 'higher';
}

export function tallyOf(reader: OutputReader): Tally {
  return reader.problemType === 'regression'
    ? new RegressionTally(reader)
    : new ClassifierTally(reader);
}
