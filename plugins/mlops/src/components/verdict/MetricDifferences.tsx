import type { PairedMetric, ServedComparison } from '@mlops-backstage/plugin-mlops-common';
import { metricName } from '../../format/metrics';
import { formatMeasure } from '../../format/numbers';
import { PlainTable } from '../shared/PlainTable';
import { confidence, marginOf, rangeInWords, signed } from './comparisonInWords';
import { DifferenceBar } from './DifferenceBar';
import styles from './Verdict.module.css';

/** The metrics of both versions on the same rows, with intervals of their differences. */
export function MetricDifferences({ comparison }: { comparison: ServedComparison }) {
  const { version, against, metrics, undefinedMetrics, verdict } = comparison;
  const { alpha, margin } = verdict;
  return (
    <>
      {metrics.length > 0 && (
        <PlainTable
          caption={`Metrics of v${version} and v${against} on the same labelled rows`}
          rows={metrics}
          columns={[
            {
              id: 'metric',
              label: 'Metric',
              value: ({ name, better }) => `${metricName(name)} (${better} is better)`,
            },
            {
              id: 'version',
              label: `v${version}`,
              align: 'end',
              value: metric => formatMeasure(metric.version),
            },
            {
              id: 'against',
              label: `v${against}`,
              align: 'end',
              value: metric => formatMeasure(metric.against),
            },
            {
              id: 'difference',
              label: 'Difference',
              align: 'end',
              value: metric => signed(metric.difference),
            },
            {
              id: 'bar',
              label: 'Shown',
              value: metric => <Bar metric={metric} margin={margin} />,
            },
            {
              id: 'always',
              label: `${confidence(alpha)}, any number of looks`,
              align: 'end',
              value: metric => rangeInWords(metric.alwaysValid),
            },
            {
              id: 'bootstrap',
              label: `${confidence(alpha)}, one look (bootstrap)`,
              align: 'end',
              value: ({ bootstrap }) => (bootstrap ? rangeInWords(bootstrap) : '–'),
            },
          ]}
        />
      )}
      {undefinedMetrics.map(({ name, reason }) => (
        <p key={name} className={styles.note}>
          {metricName(name)} can’t be computed. {reason}.
        </p>
      ))}
    </>
  );
}

function Bar({ metric, margin }: { metric: PairedMetric; margin: number }) {
  const { name, difference, alwaysValid } = metric;
  const matters = marginOf(metric, margin);
  return (
    <DifferenceBar
      difference={difference}
      interval={alwaysValid}
      margin={matters}
      label={`${metricName(name)} differs by ${rangeInWords(alwaysValid)}; ${formatMeasure(matters)} matters`}
    />
  );
}
