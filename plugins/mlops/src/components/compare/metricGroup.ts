import type { ComparedVersion, Evaluation } from '@mlops-backstage/plugin-mlops-common';
import { compareMetric, higherIsBetter, metricName } from '../../format/metrics';
import { formatCount, formatMeasure } from '../../format/numbers';
import {
  namesIn,
  row,
  type ComparisonGroup,
  type ComparisonContext,
  type Value,
} from './comparisonRow';

/** In the order in which they are shown. */
export const SPLIT_TITLES = {
  train: 'Training metrics',
  validation: 'Validation metrics',
  test: 'Test metrics',
  production: 'Production metrics',
} as const;

/** The evaluation of a split; a comparison has the newest of each. */
export function evaluationOf(
  { evaluations }: ComparedVersion,
  split: Evaluation['split'],
): Evaluation | undefined {
  return evaluations.find(evaluation => evaluation.split === split);
}

/** The metrics of a split, with what they were measured on. */
export function metricGroup(
  items: readonly ComparedVersion[],
  split: keyof typeof SPLIT_TITLES,
  context: ComparisonContext,
): ComparisonGroup {
  const evaluations = items.map(item => evaluationOf(item, split));
  const metrics = items.map(({ version }, i) => evaluations[i]?.metrics ?? version.metrics[split]);
  const names = namesIn(metrics.map(each => each ?? {}));
  const datasets = new Set(evaluations.flatMap(evaluation => evaluation?.name ?? []));
  const of = (read: (evaluation: Evaluation) => Value) => evaluations.map(e => e && read(e));
  return {
    id: split,
    title: SPLIT_TITLES[split],
    note:
      datasets.size > 1
        ? 'Not all were evaluated on the same data: a difference may come from the data.'
        : undefined,
    rows: [
      row(
        `${split}:data`,
        'Evaluated on',
        of(e => e.name),
        context,
      ),
      row(
        `${split}:rows`,
        'Evaluated rows',
        of(e => e.rows),
        context,
        { format: formatCount },
      ),
      row(
        `${split}:threshold`,
        'Threshold',
        of(e => e.threshold),
        context,
        {
          format: formatMeasure,
        },
      ),
      ...names.map(name =>
        row(
          `${split}:metric:${name}`,
          metricName(name),
          metrics.map(each => (each && Object.hasOwn(each, name) ? each[name] : undefined)),
          context,
          {
            format: formatMeasure,
            difference: (value, baseline) => compareMetric(name, value, baseline),
            up: higherIsBetter(name),
          },
        ),
      ),
    ],
  };
}
