import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import { formatMeasure } from '../../format/numbers';
import { byRecall } from './evaluations';
import { RateCurve } from './RateCurve';

interface PrecisionRecallChartProps {
  curve: NonNullable<Evaluation['precisionRecallCurve']>;
  averagePrecision: number | undefined;
  dataset: string;
  version: number;
}

/** Precision against recall over all thresholds. */
export function PrecisionRecallChart(props: PrecisionRecallChartProps) {
  const { curve, averagePrecision: average, dataset, version } = props;
  const rising = byRecall(curve);
  const last = rising[rising.length - 1];
  const findsAll = last?.recall === 1 ? last.precision : undefined;
  return (
    <RateCurve
      name="Precision–recall curve"
      title={`Precision–recall curve${average === undefined ? '' : `, average ${formatMeasure(average)}`}`}
      description={
        findsAll === undefined
          ? dataset
          : `${dataset}; the dashed line is the precision when every positive is found`
      }
      xName="Recall"
      yName="Precision"
      points={rising.map(({ recall, precision, threshold }) => ({
        x: recall,
        y: precision,
        threshold,
      }))}
      baseline={findsAll === undefined ? undefined : { yAt0: findsAll, yAt1: findsAll }}
      version={version}
    />
  );
}
