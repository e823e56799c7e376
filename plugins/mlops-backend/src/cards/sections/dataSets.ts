import type { Dataset } from '@mlops-backstage/plugin-mlops-common';
import { evaluationsOf } from '../evaluationsOf';
import type { CompleteEvaluation } from '../evaluationsOf';
import { formatCount, formatDay } from '../figures';
import { blocks } from '../markdown/blocks';
import { inline } from '../markdown/inline';
import { table } from '../markdown/table';
import type { CardSectionDefinition } from './CardSectionDefinition';

const COLUMNS = [
  { heading: 'Data set' },
  { heading: 'Role' },
  { heading: 'Rows', numeric: true },
  { heading: 'Period' },
  { heading: 'Catalog entity' },
  { heading: 'Digest' },
];

function period({ from, to }: Dataset): string {
  const [start, end] = [from, to].map(time => time && inline(formatDay(time)));
  if (start && end) {
    return `${start} to ${end}`;
  }
  return (start && `from ${start}`) || (end && `until ${end}`) || '–';
}

const rowCount = (rows: number | undefined) => (rows === undefined ? '–' : formatCount(rows));

function dataSetTable(dataSets: Dataset[]): string | undefined {
  const rows = dataSets.map(dataSet => [
    inline(dataSet.name),
    dataSet.role,
    rowCount(dataSet.rows),
    period(dataSet),
    dataSet.entityRef ? inline(dataSet.entityRef) : '–',
    dataSet.digest ? inline(dataSet.digest) : '–',
  ]);
  return rows.length === 0 ? undefined : table(COLUMNS, rows);
}

function evaluationTable(evaluations: CompleteEvaluation[]): string | undefined {
  const columns = [
    { heading: 'Evaluated on' },
    { heading: 'Split' },
    { heading: 'Rows', numeric: true },
    { heading: 'Date' },
    { heading: 'Catalog entity' },
  ];
  const rows = evaluations.map(({ name, split, rows: count, evaluatedAt, dataset }) => [
    inline(name),
    split,
    rowCount(count),
    inline(formatDay(evaluatedAt)),
    dataset ? inline(dataset) : '–',
  ]);
  return rows.length === 0 ? undefined : table(columns, rows);
}

/** What the version was validated and tested on. */
export const evaluationData: CardSectionDefinition = {
  id: 'evaluation-data',
  title: 'Evaluation data',
  guidance:
    'Why these data sets were chosen, how they were prepared, and whom or what they leave out.',
  needsPerson: false,
  generate(subject) {
    const found = blocks(
      dataSetTable(subject.version.datasets.filter(({ role }) => role !== 'training')),
      evaluationTable(evaluationsOf(subject)),
    );
    return found || 'No evaluation data was named.';
  },
};

/** What the version was trained on. */
export const trainingData: CardSectionDefinition = {
  id: 'training-data',
  title: 'Training data',
  guidance:
    'Where the data comes from, how it was collected and prepared, how it is distributed, and whom or what it leaves ' +
    'out.',
  needsPerson: false,
  generate({ version: { datasets } }) {
    return (
      dataSetTable(datasets.filter(({ role }) => role === 'training')) ??
      'No training data was named.'
    );
  },
};
