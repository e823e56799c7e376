import type { Evaluation, Version } from '@mlops-backstage/plugin-mlops-common';
import { Columns, Section, Stack } from '../shared/Section';
import { ConfusionMatrix } from './ConfusionMatrix';
import { evaluationWith } from './evaluations';
import { ImportanceChart } from './ImportanceChart';
import { RocChart } from './RocChart';

interface EvaluationChartsProps {
  version: Version;
  evaluations: Evaluation[];
}

/** What the evaluations tell beyond single numbers; nothing where they hold nothing more. */
export function EvaluationCharts({ version, evaluations }: EvaluationChartsProps) {
  const withMatrix = evaluationWith(evaluations, 'confusionMatrix');
  const withRoc = evaluationWith(evaluations, 'rocCurve');
  const withImportance = evaluationWith(evaluations, 'featureImportance');
  if (!withMatrix && !withRoc && !withImportance) {
    return null;
  }
  return (
    <Section title={`Evaluation of version ${version.version}`}>
      <Columns>
        {(withMatrix || withImportance) && (
          <Stack>
            {withMatrix && (
              <ConfusionMatrix matrix={withMatrix.confusionMatrix} dataset={withMatrix.name} />
            )}
            {withImportance && (
              <ImportanceChart
                importance={withImportance.featureImportance}
                dataset={withImportance.name}
                version={version.version}
              />
            )}
          </Stack>
        )}
        {withRoc && (
          <RocChart
            curve={withRoc.rocCurve}
            auc={withRoc.metrics.auc}
            dataset={withRoc.name}
            version={version.version}
          />
        )}
      </Columns>
    </Section>
  );
}
