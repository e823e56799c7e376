import type {
  PerformanceMetric,
  PerformanceSlice,
  PerformanceSlices,
} from '@mlops-backstage/plugin-mlops-common';
import { RiArrowDownLine, RiArrowUpLine } from '@remixicon/react';
import { metricName } from '../../format/metrics';
import { formatCount, formatMeasure } from '../../format/numbers';
import { EmptyState } from '../shared/EmptyState';
import { PlainTable } from '../shared/PlainTable';
import styles from './Performance.module.css';

interface SlicesTableProps {
  slices: PerformanceSlices;
  metric: PerformanceMetric;
  /** Of all intervals together. */
  confidence: number;
}

const textOf = (value: number | null) => (value === null ? '–' : formatMeasure(value));

/** One metric by the values of a column, over the whole time range. */
export function SlicesTable({ slices, metric, confidence }: SlicesTableProps) {
  if (slices.slices.length === 0) {
    return (
      <EmptyState title={`No logged prediction has “${slices.column}” yet`}>
        Columns are kept of what is answered from when they are named on.
      </EmptyState>
    );
  }
  const figureOf = (slice: PerformanceSlice) =>
    slice.metrics.find(figure => figure.metric === metric)!;
  return (
    <>
      <PlainTable
        caption={`${metricName(metric)} by ${slices.column}`}
        hideCaption
        rows={slices.slices}
        columns={[
          { id: 'value', label: slices.column, value: nameOf },
          { id: 'version', label: 'Version', value: ({ version }) => `v${version}` },
          {
            id: 'metric',
            label: metricName(metric),
            align: 'end',
            value: slice => textOf(figureOf(slice).value),
          },
          {
            id: 'interval',
            label: 'Interval',
            align: 'end',
            value: slice => {
              const { low, high } = figureOf(slice);
              return low === null ? '–' : `${textOf(low)} to ${textOf(high)}`;
            },
          },
          {
            id: 'labelled',
            label: 'Labelled of rows',
            align: 'end',
            value: slice =>
              `${formatCount(figureOf(slice).labelled)} of ${formatCount(slice.rows)}`,
          },
          {
            id: 'differs',
            label: 'Against all',
            value: slice => <Difference differs={figureOf(slice).differs} />,
          },
        ]}
      />
      <p className={styles.note}>
        The {slices.intervals} intervals of a version hold all at once with {confidence * 100} %
        confidence, so that looking at many values finds none bad by chance.
      </p>
    </>
  );
}

function nameOf({ value, isOther }: PerformanceSlice): string {
  if (isOther) {
    return 'all others';
  }
  return value ?? 'missing';
}

function Difference({ differs }: { differs: 'better' | 'worse' | null }) {
  if (differs === null) {
    return <>no difference shown</>;
  }
  return (
    <span className={styles.difference}>
      {differs === 'better' ? <RiArrowUpLine size={14} /> : <RiArrowDownLine size={14} />}
      {differs}
    </span>
  );
}
