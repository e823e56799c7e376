import type { Evaluation, Version } from '@mlops-backstage/plugin-mlops-common';
import { metricName } from '../../format/metrics';
import { formatMeasure, formatQuantity } from '../../format/numbers';
import { EmptyState } from '../shared/EmptyState';
import { PlainTable } from '../shared/PlainTable';
import { newestOfSplit, SPLITS } from './evaluations';

interface MetricsTableProps {
  version: Version;
  evaluations: Evaluation[];
}

/** The metrics of the newest evaluation of each split, side by side. */
export function MetricsTable({ version, evaluations }: MetricsTableProps) {
  const splits = SPLITS.filter(split => version.metrics[split]);
  const names = [...new Set(splits.flatMap(split => Object.keys(version.metrics[split]!)))];
  if (names.length === 0) {
    return (
      <EmptyState title="No evaluation yet">
        Add one when registering the version, or through the API: POST /models/{version.model}
        /versions/{version.version}/evaluations.
      </EmptyState>
    );
  }
  return (
    <PlainTable
      caption="Metrics"
      rows={names}
      columns={[
        { id: 'metric', label: 'Metric', value: metricName },
        ...splits.map(split => ({
          id: split,
          label: <SplitName split={split} evaluation={newestOfSplit(evaluations, split)} />,
          align: 'end' as const,
          value: (name: string) => {
            const value = version.metrics[split]?.[name];
            return value === undefined ? '–' : formatMeasure(value);
          },
        })),
      ]}
    />
  );
}

function SplitName({ split, evaluation }: { split: string; evaluation: Evaluation | undefined }) {
  const name = split.charAt(0).toUpperCase() + split.slice(1);
  const rows = evaluation?.rows === undefined ? '' : `, ${formatQuantity(evaluation.rows, 'row')}`;
  return <span title={evaluation && `${evaluation.name}${rows}`}>{name}</span>;
}
