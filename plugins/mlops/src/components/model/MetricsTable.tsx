import type { Evaluation, Version } from '@mlops-backstage/plugin-mlops-common';
import { formatDay } from '../../format/instants';
import { compareMetric, metricName } from '../../format/metrics';
import { formatMeasure, formatQuantity } from '../../format/numbers';
import { EmptyState } from '../shared/EmptyState';
import { PlainTable, type PlainColumn } from '../shared/PlainTable';
import { instantOf, newestOfSplit, onData, SPLITS } from './evaluations';
import styles from './ModelTab.module.css';

type Split = Evaluation['split'];

interface MetricsTableProps {
  version: Version;
  evaluations: Evaluation[];
  /** Shown in place of the newest of its split. */
  chosen?: Evaluation;
}

interface Shown {
  split: Split;
  evaluation: Evaluation | undefined;
  metrics: Record<string, number>;
}

/** The metrics of one evaluation of each split, side by side, and how the test differs from the training. */
export function MetricsTable({ version, evaluations, chosen }: MetricsTableProps) {
  const shown = SPLITS.flatMap((split): Shown[] => {
    const evaluation = chosen?.split === split ? chosen : newestOfSplit(evaluations, split);
    const metrics = chosen?.split === split ? chosen.metrics : version.metrics[split];
    return metrics || evaluation ? [{ split, evaluation, metrics: metrics ?? {} }] : [];
  });
  const undefinedMetrics = shown.flatMap(({ evaluation }) =>
    (evaluation?.undefinedMetrics ?? []).map(metric => ({ ...metric, on: onData(evaluation!) })),
  );
  const names = [
    ...new Set([
      ...shown.flatMap(({ metrics }) => Object.keys(metrics)),
      ...undefinedMetrics.map(({ name }) => name),
    ]),
  ];
  if (names.length === 0) {
    return (
      <EmptyState title="No evaluation yet">
        Add one when registering the version, or through the API: POST /models/{version.model}
        /versions/{version.version}/evaluations.
      </EmptyState>
    );
  }
  return (
    <>
      <PlainTable
        caption="Metrics"
        rows={names}
        columns={[
          { id: 'metric', label: 'Metric', value: metricName },
          ...shown.map((each): PlainColumn<string> => ({
            id: each.split,
            label: <SplitName {...each} isChosen={each.evaluation === chosen} />,
            align: 'end',
            value: name => <MetricValue {...each} name={name} />,
          })),
          ...differenceColumn(shown),
        ]}
      />
      {undefinedMetrics.length > 0 && (
        <ul className={styles.list} aria-label="Metrics that are not defined">
          {undefinedMetrics.map(({ name, reason, on }) => (
            <li key={`${name} ${on}`}>
              {metricName(name)} is not defined on {on}: {reason}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function MetricValue({ metrics, evaluation, name }: Shown & { name: string }) {
  const value = metrics[name];
  if (value !== undefined) {
    return <>{formatMeasure(value)}</>;
  }
  const reason = evaluation?.undefinedMetrics?.find(metric => metric.name === name)?.reason;
  return reason === undefined ? <>–</> : <span title={reason}>not defined</span>;
}

/** How the test differs from the training, where both are there: what a model lost by leaving its own data. */
function differenceColumn(shown: readonly Shown[]): Array<PlainColumn<string>> {
  const metricsOf = (split: Split) => shown.find(each => each.split === split)?.metrics;
  const train = metricsOf('train');
  const test = metricsOf('test');
  if (!train || !test) {
    return [];
  }
  return [
    {
      id: 'difference',
      label: 'Test against train',
      align: 'end',
      value: name => {
        if (train[name] === undefined || test[name] === undefined) {
          return '–';
        }
        const { text, verdict } = compareMetric(name, test[name], train[name]);
        return verdict === 'better' || verdict === 'worse' ? `${text}, ${verdict}` : text;
      },
    },
  ];
}

function SplitName({ split, evaluation, isChosen }: Shown & { isChosen: boolean }) {
  const name = split.charAt(0).toUpperCase() + split.slice(1);
  const rows = evaluation?.rows === undefined ? '' : `, ${formatQuantity(evaluation.rows, 'row')}`;
  const day = evaluation && formatDay(instantOf(evaluation));
  return (
    <span title={evaluation && `${evaluation.name}${rows}, ${day}`}>
      {name}
      {isChosen && evaluation && `: ${evaluation.name}, ${day}`}
    </span>
  );
}
