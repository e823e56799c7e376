import type { Evaluation, Version } from '@mlops-backstage/plugin-mlops-common';
import { ChartGrid } from '../charts/ChartGrid';
import { Section } from '../shared/Section';
import { CalibrationChart } from './CalibrationChart';
import { ClassCharts } from './ClassCharts';
import { ConfusionMatrix, isWide } from './ConfusionMatrix';
import { evaluationWith, onData, shareOfPositives } from './evaluations';
import { ImportanceChart } from './ImportanceChart';
import { PrecisionRecallChart } from './PrecisionRecallChart';
import { RocChart } from './RocChart';

interface EvaluationChartsProps {
  version: Version;
  evaluations: Evaluation[];
}

/** What the evaluations tell beyond single numbers; nothing where they hold nothing more. */
export function EvaluationCharts({ version, evaluations }: EvaluationChartsProps) {
  const { version: number, prediction } = version;
  const withMatrix = evaluationWith(evaluations, 'confusionMatrix');
  const withImportance = evaluationWith(evaluations, 'featureImportance');
  const withRoc = evaluationWith(evaluations, 'rocCurve');
  const withPrecision = evaluationWith(evaluations, 'precisionRecallCurve');
  const withCalibration = evaluationWith(evaluations, 'calibrationCurve');
  const withClasses = evaluationWith(evaluations, 'classes');
  const parts = [
    withMatrix,
    withImportance,
    withRoc,
    withPrecision,
    withCalibration,
    withClasses?.classes.length ? withClasses : undefined,
  ];
  if (parts.every(part => part === undefined)) {
    return null;
  }
  const matrix = withMatrix && (
    <ConfusionMatrix matrix={withMatrix.confusionMatrix} dataset={onData(withMatrix)} />
  );
  return (
    <Section title={`Evaluation of version ${number}`}>
      {withMatrix && isWide(withMatrix.confusionMatrix) && matrix}
      <ChartGrid>
        {withMatrix && !isWide(withMatrix.confusionMatrix) && matrix}
        {withImportance && (
          <ImportanceChart
            importance={withImportance.featureImportance}
            dataset={onData(withImportance)}
            version={number}
          />
        )}
        {withRoc && (
          <RocChart
            curve={withRoc.rocCurve}
            auc={withRoc.metrics?.auc ?? withRoc.metrics?.roc_auc}
            threshold={withRoc.threshold}
            dataset={onData(withRoc)}
            version={number}
          />
        )}
        {withPrecision && (
          <PrecisionRecallChart
            curve={withPrecision.precisionRecallCurve}
            averagePrecision={withPrecision.metrics?.average_precision}
            positives={shareOfPositives(withPrecision, prediction)}
            threshold={withPrecision.threshold}
            dataset={onData(withPrecision)}
            version={number}
          />
        )}
        {withCalibration && (
          <CalibrationChart
            curve={withCalibration.calibrationCurve}
            dataset={onData(withCalibration)}
            version={number}
          />
        )}
      </ChartGrid>
      {withClasses && withClasses.classes.length > 0 && (
        <ClassCharts
          classes={withClasses.classes}
          rows={withClasses.rows}
          dataset={onData(withClasses)}
          version={number}
        />
      )}
    </Section>
  );
}
