import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import { formatMeasure } from '../../format/numbers';
import { RateCurve } from './RateCurve';

interface RocChartProps {
  curve: NonNullable<Evaluation['rocCurve']>;
  auc: number | undefined;
  dataset: string;
  version: number;
}

/** True against false positives over all thresholds. */
export function RocChart({ curve, auc, dataset, version }: RocChartProps) {
  return (
    <RateCurve
      name="ROC curve"
      title={`ROC curve${auc === undefined ? '' : `, area ${formatMeasure(auc)}`}`}
      description={`${dataset}; the dashed diagonal is what guessing gives`}
      xName="False positive rate"
      yName="True positive rate"
      points={curve.map(({ fpr, tpr, threshold }) => ({ x: fpr, y: tpr, threshold }))}
      baseline={{ yAt0: 0, yAt1: 1 }}
      version={version}
    />
  );
}
