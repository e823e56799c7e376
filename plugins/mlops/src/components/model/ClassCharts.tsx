import { Select } from '@backstage/ui';
import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import { metricName } from '../../format/metrics';
import { formatCount, formatMeasure } from '../../format/numbers';
import { ChartGrid } from '../charts/ChartGrid';
import { PlainTable } from '../shared/PlainTable';
import { useSearchState } from '../shared/useSearchState';
import { CalibrationChart } from './CalibrationChart';
import styles from './ModelTab.module.css';
import { PrecisionRecallChart } from './PrecisionRecallChart';
import { RocChart } from './RocChart';

type ClassEvaluation = NonNullable<Evaluation['classes']>[number];

interface ClassChartsProps {
  classes: ClassEvaluation[];
  /** Rows of all classes together. */
  rows: number | undefined;
  dataset: string;
  version: number;
}

/** Metrics that stand first, in this order. */
const FIRST = ['precision', 'recall', 'f1', 'auc'];

/** The columns of the table of classes: what is known of at least one. */
function metricsOf(classes: readonly ClassEvaluation[]): string[] {
  const names = new Set(classes.flatMap(({ metrics }) => Object.keys(metrics ?? {})));
  const others = [...names].filter(name => !FIRST.includes(name)).sort();
  return [...FIRST.filter(name => names.has(name)), ...others];
}

const hasCurve = (each: ClassEvaluation) =>
  Boolean(each.rocCurve ?? each.precisionRecallCurve ?? each.calibrationCurve);

/** Each class against the others: a table of all, and the curves of one that is chosen. */
export function ClassCharts({ classes, rows, dataset, version }: ClassChartsProps) {
  const [label, choose] = useSearchState('class');
  const drawn = classes.filter(hasCurve);
  const chosen = drawn.find(each => each.label === label) ?? drawn[0];
  const on = (each: ClassEvaluation) => `${dataset}, class ${each.label} against the others`;
  const share =
    chosen?.rows !== undefined && rows !== undefined && rows > 0 ? chosen.rows / rows : undefined;
  return (
    <>
      <PlainTable
        caption={`Each class against the others, on ${dataset}`}
        rows={classes}
        scroll
        columns={[
          { id: 'class', label: 'Class', value: each => each.label },
          {
            id: 'rows',
            label: 'Rows',
            align: 'end',
            value: each => (each.rows === undefined ? '–' : formatCount(each.rows)),
          },
          ...metricsOf(classes).map(name => ({
            id: name,
            label: metricName(name),
            align: 'end' as const,
            value: (each: ClassEvaluation) =>
              each.metrics?.[name] === undefined ? '–' : formatMeasure(each.metrics[name]),
          })),
        ]}
      />
      {chosen && (
        <>
          {drawn.length > 1 && (
            <Select
              label="Class of the curves"
              className={styles.choice}
              search={drawn.length > 10 ? { placeholder: 'Search classes…' } : undefined}
              options={drawn.map(each => ({ id: each.label, label: each.label }))}
              value={chosen.label}
              onChange={key => choose(String(key))}
            />
          )}
          <ChartGrid key={chosen.label}>
            {chosen.rocCurve && (
              <RocChart
                curve={chosen.rocCurve}
                auc={chosen.metrics?.auc ?? chosen.metrics?.roc_auc}
                of={`class ${chosen.label}`}
                dataset={on(chosen)}
                version={version}
              />
            )}
            {chosen.precisionRecallCurve && (
              <PrecisionRecallChart
                curve={chosen.precisionRecallCurve}
                averagePrecision={chosen.metrics?.average_precision}
                positives={share}
                of={`class ${chosen.label}`}
                dataset={on(chosen)}
                version={version}
              />
            )}
            {chosen.calibrationCurve && (
              <CalibrationChart
                curve={chosen.calibrationCurve}
                of={`class ${chosen.label}`}
                dataset={on(chosen)}
                version={version}
              />
            )}
          </ChartGrid>
        </>
      )}
    </>
  );
}
