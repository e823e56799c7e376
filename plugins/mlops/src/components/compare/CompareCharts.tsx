import { Select } from '@backstage/ui';
import type { ComparedVersion } from '@mlops-backstage/plugin-mlops-common';
import { metricName } from '../../format/metrics';
import { formatMeasure } from '../../format/numbers';
import { ChartGrid } from '../charts/ChartGrid';
import { byRecall } from '../model/evaluations';
import { SPLITS } from '../models/metricBound';
import { Section } from '../shared/Section';
import { useSearchState } from '../shared/useSearchState';
import styles from './Compare.module.css';
import { comparedSeries, type ComparedSeries } from './comparedSeries';
import type { Drawn, DrawnPart } from './Drawn';
import { evaluationOf } from './metricGroup';
import { ComparedImportance } from './ComparedImportance';
import { ComparedMatrices } from './ComparedMatrices';
import { OverlaidCurves, type OverlaidCurve } from './OverlaidCurves';

const PARTS: DrawnPart[] = [
  'rocCurve',
  'precisionRecallCurve',
  'confusionMatrix',
  'featureImportance',
];

/** The curves, matrices and importances of one split, over each other or side by side. */
export function CompareCharts({ items }: { items: readonly ComparedVersion[] }) {
  const [chosen, choose] = useSearchState('split');
  const series = comparedSeries(items);
  const splits = SPLITS.filter(split =>
    items.some(item => PARTS.some(part => evaluationOf(item, split)?.[part] !== undefined)),
  );
  if (splits.length === 0) {
    return null;
  }
  const split =
    splits.find(each => each === chosen) ?? splits.find(each => each === 'test') ?? splits[0];
  const drawn = <P extends DrawnPart>(part: P): Drawn<P>[] =>
    items.flatMap((item, index) => {
      const evaluation = evaluationOf(item, split);
      const given = evaluation?.[part];
      return evaluation && given ? [{ series: series[index], evaluation, part: given }] : [];
    });
  const without = (present: readonly { series: ComparedSeries }[]) => {
    const missing = series.filter(each => present.every(p => p.series.key !== each.key));
    return missing.length ? `; without ${missing.map(({ label }) => label).join(', ')}` : '';
  };
  const roc = drawn('rocCurve');
  const precision = drawn('precisionRecallCurve');
  const matrices = drawn('confusionMatrix');
  const importances = drawn('featureImportance');
  return (
    <Section
      title={`Evaluations on the ${split} data`}
      actions={
        <div className={styles.split}>
          <Select
            label="Split"
            options={splits.map(id => ({ id, label: id }))}
            value={split}
            onChange={key => choose(key === 'test' ? undefined : String(key))}
          />
        </div>
      }
    >
      <ChartGrid>
        {roc.length > 0 && (
          <OverlaidCurves
            title="ROC curves"
            description={`True against false positives over all thresholds; the grey diagonal is what guessing gives${without(roc)}`}
            xName="False positive rate"
            yName="True positive rate"
            guess
            curves={roc.map(each => ({
              ...curveOf(each, 'auc'),
              points: sorted(each.part.map(({ fpr, tpr }) => ({ x: fpr, y: tpr }))),
            }))}
          />
        )}
        {precision.length > 0 && (
          <OverlaidCurves
            title="Precision–recall curves"
            description={`Precision against recall over all thresholds${without(precision)}`}
            xName="Recall"
            yName="Precision"
            curves={precision.map(each => ({
              ...curveOf(each, 'average_precision'),
              points: byRecall(each.part).map(p => ({ x: p.recall, y: p.precision })),
            }))}
          />
        )}
        {importances.length > 0 && (
          <ComparedImportance drawn={importances} without={without(importances)} />
        )}
      </ChartGrid>
      {matrices.length > 0 && <ComparedMatrices drawn={matrices} without={without(matrices)} />}
    </Section>
  );
}

function sorted(points: OverlaidCurve['points']): OverlaidCurve['points'] {
  return [...points].sort((a, b) => a.x - b.x);
}

function curveOf({ series, evaluation }: Drawn<DrawnPart>, metric: string) {
  const value = evaluation.metrics?.[metric];
  const words = value === undefined ? '' : `, ${metricName(metric)} ${formatMeasure(value)}`;
  return { ...series, legend: `${series.label}${words}` };
}
