import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import { formatMeasure } from '../../format/numbers';
import { RateCurve } from './RateCurve';

interface RocChartProps {
  curve: NonNullable<Evaluation['rocCurve']>;
  auc: number | undefined;
  /** The threshold that was chosen, which is marked. */
  threshold?: number;
  /** What the curve is of, where that isn't the version as a whole: `class late`. */
  of?: string;
  dataset: string;
  version: number;
}

/** True against false positives over all thresholds. */
export function RocChart({ curve, auc, threshold, of, dataset, version }: RocChartProps) {
  const name = of ? `ROC curve of ${of}` : 'ROC curve';
  return (
    <RateCurve
      name={name}
      title={`${name}${auc === undefined ? '' : `, area ${formatMeasure(auc)}`}`}
      description={`${dataset}; the dashed diagonal is what guessing gives`}
      xName="False positive rate"
      yName="True positive rate"
      points={curve.map(({ fpr, tpr, threshold: at }) => ({ x: fpr, y: tpr, threshold: at }))}
      baseline={{ yAt0: 0, yAt1: 1 }}
      threshold={threshold}
      version={version}
    />
  );
}
