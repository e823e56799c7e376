import type { Evaluation, Version } from '@mlops-backstage/plugin-mlops-common';
import { ChartGrid } from '../charts/ChartGrid';
import { Section } from '../shared/Section';
import { ConfusionMatrix } from './ConfusionMatrix';
import { evaluationWith } from './evaluations';
import { ImportanceChart } from './ImportanceChart';
import { PrecisionRecallChart } from './PrecisionRecallChart';
import { RocChart } from './RocChart';

interface EvaluationChartsProps {
  version: Version;
  evaluations: Evaluation[];
}

/** What the evaluations tell beyond single numbers; nothing where they hold nothing more. */
export function EvaluationCharts({ version: { version }, evaluations }: EvaluationChartsProps) {
  const withMatrix = evaluationWith(evaluations, 'confusionMatrix');
  const withImportance = evaluationWith(evaluations, 'featureImportance');
  const withRoc = evaluationWith(evaluations, 'rocCurve');
  const withPrecision = evaluationWith(evaluations, 'precisionRecallCurve');
  if (!withMatrix && !withImportance && !withRoc && !withPrecision) {
    return null;
  }
  return (
    <Section title={`Evaluation of version ${version}`}>
      <ChartGrid>
        {withMatrix && (
          <ConfusionMatrix matrix={withMatrix.confusionMatrix} dataset={withMatrix.name} />
        )}
        {withImportance && (
          <ImportanceChart
            importance={withImportance.featureImportance}
            dataset={withImportance.name}
            version={version}
          />
        )}
        {withRoc && (
          <RocChart
            curve={withRoc.rocCurve}
            auc={withRoc.metrics.auc}
            dataset={withRoc.name}
            version={version}
          />
        )}
        {withPrecision && (
          <PrecisionRecallChart
            curve={withPrecision.precisionRecallCurve}
            averagePrecision={withPrecision.metrics.average_precision}
            dataset={withPrecision.name}
            version={version}
          />
        )}
      </ChartGrid>
    </Section>
  );
}
