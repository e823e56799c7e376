import { Select } from '@backstage/ui';
import { metricName } from '../../format/metrics';
import { useModelEvaluations } from '../../queries/versions';
import { Failure } from '../shared/Answer';
import { Section } from '../shared/Section';
import { useSearchState } from '../shared/useSearchState';
import { MetricOverTimeChart } from './MetricOverTimeChart';
import { metricRows, metricsOverTime } from './metricPoints';
import styles from './ModelTab.module.css';

interface MetricsOverTimeProps {
  model: string;
  /** The metric to show unless the person chooses another. */
  preferred: string | undefined;
}

/** One metric over the evaluations of all versions; nothing while there are fewer than two of any. */
export function MetricsOverTime({ model, preferred }: MetricsOverTimeProps) {
  const evaluations = useModelEvaluations(model);
  const [chosen, choose] = useSearchState('metric');
  if (evaluations.isError && !evaluations.data) {
    return (
      <Failure
        what="the metrics over time"
        error={evaluations.error}
        onRetry={() => evaluations.refetch()}
      />
    );
  }
  const points = evaluations.data?.items ?? [];
  const names = metricsOverTime(points);
  if (names.length === 0) {
    return null;
  }
  const metric = [chosen, preferred].find(name => name !== undefined && names.includes(name));
  const shown = metric ?? names[0];
  return (
    <Section
      title="Metrics over time"
      actions={
        names.length > 1 && (
          <Select
            label="Metric"
            size="small"
            className={styles.choice}
            options={names.map(name => ({ id: name, label: metricName(name) }))}
            value={shown}
            onChange={key => choose(String(key))}
          />
        )
      }
    >
      <MetricOverTimeChart metric={shown} rows={metricRows(points, shown)} />
      {evaluations.data?.nextCursor && (
        <p className={styles.secondary}>The newest {points.length} evaluations.</p>
      )}
    </Section>
  );
}
