import { Select } from '@backstage/ui';
import type { Deployment, Performance } from '@mlops-backstage/plugin-mlops-common';
import { metricName } from '../../format/metrics';
import { formatCount, formatPercent } from '../../format/numbers';
import { usePerformance, usePredictionSettings } from '../../queries/performance';
import type { Bounds, TimeWindow } from '../monitoring/timeWindow';
import { Answer } from '../shared/Answer';
import { EmptyState } from '../shared/EmptyState';
import { KeyFigures } from '../shared/Facts';
import { Instant } from '../shared/Instant';
import { Section } from '../shared/Section';
import { isServedElsewhere } from '../shared/servedElsewhere';
import { useSearchState } from '../shared/useSearchState';
import { LabelsHelp } from './LabelsHelp';
import styles from './Performance.module.css';
import { PerformanceChart } from './PerformanceChart';
import { labelledShare, pointsOf } from './performanceRows';
import { PredictionSettingsButton } from './PredictionSettingsButton';
import { SlicesTable } from './SlicesTable';

interface PerformanceSectionProps {
  deployment: Deployment;
  window: TimeWindow;
}

/** How good the predictions of a deployment turned out to be; the URL holds which metric and which slices. */
export function PerformanceSection({ deployment, window }: PerformanceSectionProps) {
  const [slice] = useSearchState('slice');
  const performance = usePerformance(deployment.name, window, slice);
  const settings = usePredictionSettings(deployment.name);
  return (
    <Section
      title="Performance"
      actions={
        settings.data && (
          <PredictionSettingsButton deployment={deployment} settings={settings.data} />
        )
      }
    >
      <Answer query={performance} what="the performance">
        {answer => (
          <Measured
            performance={answer}
            deployment={deployment}
            keyColumn={settings.data?.key ?? null}
            columns={settings.data?.slices ?? []}
          />
        )}
      </Answer>
    </Section>
  );
}

interface MeasuredProps {
  performance: Performance & { bounds: Bounds };
  deployment: Deployment;
  keyColumn: string | null;
  /** That slices can be made by. */
  columns: string[];
}

function Measured({ performance, deployment, keyColumn, columns }: MeasuredProps) {
  const [asked, setMetric] = useSearchState('metric');
  const [slice, setSlice] = useSearchState('slice');
  const { metrics, points, slices } = performance;
  if (metrics.length === 0) {
    return (
      <EmptyState title="Performance isn’t measured">
        Labels give metrics of classifiers and of regressions.
      </EmptyState>
    );
  }
  if (points.length === 0) {
    return (
      <>
        <EmptyState title="No predictions are logged in this time range">
          {isServedElsewhere(deployment)
            ? 'Tell what the model answered, then what came true of it.'
            : 'Performance is made of logged predictions and of labels that come later: say under “What is logged” how many requests are logged.'}
        </EmptyState>
        <LabelsHelp deployment={deployment} keyColumn={keyColumn} hasPredictions={false} />
      </>
    );
  }
  const metric = metrics.find(({ name }) => name === asked)?.name ?? metrics[0].name;
  const ofMetric = pointsOf(performance, metric);
  const { rows, labelled } = labelledShare(ofMetric);
  return (
    <>
      <KeyFigures
        facts={[
          ['Logged predictions', formatCount(rows)],
          ['Labelled', formatCount(labelled), `${formatPercent(labelled / rows)} of them`],
          ...(performance.unusable > 0
            ? [
                [
                  'Unusable labels',
                  formatCount(performance.unusable),
                  'none of the classes, or no number',
                ] as [string, string, string],
              ]
            : []),
        ]}
      />
      <div className={styles.controls}>
        <Select
          label="Metric"
          options={metrics.map(({ name, better }) => ({
            id: name,
            label: metricName(name),
            description: `${better} is better`,
          }))}
          value={metric}
          onChange={key => setMetric(key === metrics[0].name ? undefined : String(key))}
        />
        {columns.length > 0 && (
          <Select
            label="By the values of"
            options={[
              { id: '', label: 'no column' },
              ...columns.map(name => ({ id: name, label: name })),
            ]}
            value={slice ?? ''}
            onChange={key => setSlice(key === '' ? undefined : String(key))}
          />
        )}
      </div>
      {performance.truncatedBefore && (
        <p className={styles.note}>
          There are more predictions than are read at once: only those since{' '}
          <Instant at={performance.truncatedBefore} /> are in.
        </p>
      )}
      {ofMetric.some(({ value, estimated }) => value !== null || estimated) && (
        <PerformanceChart performance={performance} metric={metric} />
      )}
      {slices && (
        <>
          <h3 className={styles.subtitle}>
            {metricName(metric)} by {slices.column}, whole time range
          </h3>
          <SlicesTable slices={slices} metric={metric} confidence={performance.confidence} />
        </>
      )}
      {labelled === 0 && (
        <>
          <EmptyState title="No labels yet">
            Tell what came true of the predictions; it counts where they happened, however late it
            comes. Until then, performance of classifiers of two classes with scores is estimated,
            once an evaluation on test data has a calibration curve.
          </EmptyState>
          <LabelsHelp deployment={deployment} keyColumn={keyColumn} hasPredictions />
        </>
      )}
    </>
  );
}
