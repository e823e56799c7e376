import { Button, Select, TextField } from '@backstage/ui';
import { useId, useState, type FormEvent } from 'react';
import {
  COMPARISONS,
  metricBound,
  parseMetricBound,
  SPLITS,
  type MetricBound,
} from './metricBound';
import { MOST_BOUNDS } from './modelListState';
import styles from './ModelFilters.module.css';

const SPLIT_OPTIONS = SPLITS.map(id => ({ id, label: id }));
const COMPARISON_WORDS: Record<MetricBound['comparison'], string> = {
  '>': '> more than',
  '>=': '≥ at least',
  '<': '< less than',
  '<=': '≤ at most',
  '=': '= exactly',
};
const COMPARISON_OPTIONS = COMPARISONS.map(id => ({ id, label: COMPARISON_WORDS[id] }));

interface MetricBoundFormProps {
  present: readonly string[];
  onAdd(bound: string): void;
}

/** Builds a bound on a metric of the latest version, such as `test.auc>0.8`. */
export function MetricBoundForm({ present, onAdd }: MetricBoundFormProps) {
  const noteId = useId();
  const [split, setSplit] = useState<MetricBound['split']>('test');
  const [metric, setMetric] = useState('');
  const [comparison, setComparison] = useState<MetricBound['comparison']>('>');
  const [number, setNumber] = useState('');
  const [problem, setProblem] = useState<string>();
  const add = (event: FormEvent) => {
    event.preventDefault();
    // A decimal comma is what many people type.
    const value = number.trim() === '' ? NaN : Number(number.trim().replace(',', '.'));
    const bound = metricBound({ split, metric: metric.trim(), comparison, value });
    if (!metric.trim() || !Number.isFinite(value)) {
      setProblem('Name a metric and give a number');
    } else if (!parseMetricBound(bound)) {
      setProblem('The name of a metric has no "<", ">" or "="');
    } else if (present.length >= MOST_BOUNDS) {
      setProblem(`${MOST_BOUNDS} bounds at most: remove one first`);
    } else {
      setProblem(undefined);
      setMetric('');
      setNumber('');
      onAdd(bound);
    }
  };
  return (
    <form onSubmit={add} aria-label="Metric bound">
      <fieldset className={styles.bound}>
        <legend>Metric of the latest version</legend>
        <div className={styles.boundFields}>
          <Select
            label="Split"
            options={SPLIT_OPTIONS}
            value={split}
            onChange={key => setSplit(key as MetricBound['split'])}
          />
          <TextField
            label="Metric"
            size="small"
            placeholder="auc"
            value={metric}
            onChange={setMetric}
            aria-describedby={noteId}
          />
          <Select
            label="Comparison"
            options={COMPARISON_OPTIONS}
            value={comparison}
            onChange={key => setComparison(key as MetricBound['comparison'])}
          />
          <TextField
            label="Number"
            size="small"
            placeholder="0.8"
            inputMode="decimal"
            value={number}
            onChange={setNumber}
            aria-describedby={noteId}
          />
          <Button type="submit" variant="secondary">
            Add metric
          </Button>
        </div>
        <p id={noteId} className={styles.note} data-problem={problem !== undefined} role="status">
          {problem ??
            'By its newest evaluation. The list then has a column for the metric, to sort by.'}
        </p>
      </fieldset>
    </form>
  );
}
