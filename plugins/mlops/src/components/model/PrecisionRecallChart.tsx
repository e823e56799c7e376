import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import { formatMeasure, formatPercent } from '../../format/numbers';
import { byRecall } from './evaluations';
import { RateCurve } from './RateCurve';

interface PrecisionRecallChartProps {
  curve: NonNullable<Evaluation['precisionRecallCurve']>;
  averagePrecision: number | undefined;
  /** The share of the positives among the rows, where it is known. */
  positives?: number;
  /** The threshold that was chosen, which is marked. */
  threshold?: number;
  /** What the curve is of, where that isn't the version as a whole: `class late`. */
  of?: string;
  dataset: string;
  version: number;
}

/** Precision against recall over all thresholds. */
export function PrecisionRecallChart(props: PrecisionRecallChartProps) {
  const { curve, averagePrecision: average, positives, threshold, of, dataset, version } = props;
  const rising = byRecall(curve);
  const last = rising[rising.length - 1];
  const findsAll = last?.recall === 1 ? last.precision : undefined;
  const baseline = positives ?? findsAll;
  const name = of ? `Precision–recall curve of ${of}` : 'Precision–recall curve';
  return (
    <RateCurve
      name={name}
      title={`${name}${average === undefined ? '' : `, average ${formatMeasure(average)}`}`}
      description={[dataset, ...baselineInWords(positives, findsAll)].join('; ')}
      xName="Recall"
      yName="Precision"
      points={rising.map(({ recall, precision, threshold: at }) => ({
        x: recall,
        y: precision,
        threshold: at,
      }))}
      baseline={baseline === undefined ? undefined : { yAt0: baseline, yAt1: baseline }}
      threshold={threshold}
      version={version}
    />
  );
}

function baselineInWords(positives: number | undefined, findsAll: number | undefined): string[] {
  if (positives !== undefined) {
    return [`the dashed line is the share of positives, ${formatPercent(positives)}`];
  }
  return findsAll === undefined
    ? []
    : ['the dashed line is the precision when every positive is found'];
}
