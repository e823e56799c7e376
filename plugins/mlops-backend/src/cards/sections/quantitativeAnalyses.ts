import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import type { CardSubject } from '../CardSubject';
import { evaluationsOf } from '../evaluationsOf';
import { formatCount, formatDay, formatFigure, formatShare } from '../figures';
import { blocks } from '../markdown/blocks';
import { inline } from '../markdown/inline';
import { table } from '../markdown/table';
import { summarizeCalibration } from './calibration';
import type { CardSectionDefinition } from './CardSectionDefinition';
import { metricNames } from './metricNames';

/** A matrix of more classes doesn't fit a page. */
const MAX_MATRIX_CLASSES = 12;
const MAX_IMPORTANCES = 10;

function metricsBySplit(subject: CardSubject): string {
  const evaluations = evaluationsOf(subject);
  const rows = [
    [
      'Rows',
      ...evaluations.map(({ rows: count }) => (count === undefined ? '–' : formatCount(count))),
    ],
    ['Date', ...evaluations.map(({ evaluatedAt }) => inline(formatDay(evaluatedAt)))],
    ...metricNames(subject).map(name => [
      inline(name),
      ...evaluations.map(({ metrics }) =>
        Object.hasOwn(metrics, name) ? formatFigure(metrics[name]) : '–',
      ),
    ]),
  ];
  const splits = evaluations.map(({ split }) => ({ heading: split, numeric: true }));
  return table([{ heading: 'Metric' }, ...splits], rows);
}

function confusionMatrix({ confusionMatrix: matrix, split }: Evaluation): string | undefined {
  if (!matrix) {
    return undefined;
  }
  const { labels, counts } = matrix;
  if (labels.length > MAX_MATRIX_CLASSES) {
    return blocks(
      `### Confusion matrix (${split})`,
      `It has ${labels.length} classes, too many for a page.`,
    );
  }
  const rows = labels.map((label, actual) => {
    const row = labels.map((_, predicted) => counts[actual]?.[predicted] ?? 0);
    const total = row.reduce((sum, count) => sum + count, 0);
    return [
      inline(label),
      ...row.map(count => `${formatCount(count)} (${formatShare(count, total)})`),
      formatCount(total),
    ];
  });
  const predicted = labels.map(label => ({ heading: `predicted ${label}`, numeric: true }));
  return blocks(
    `### Confusion matrix (${split})`,
    'Shares are of the rows of the actual class.',
    table([{ heading: 'Actual' }, ...predicted, { heading: 'Rows', numeric: true }], rows),
  );
}

function perClass({ classes = [], split }: Evaluation): string | undefined {
  if (classes.length === 0) {
    return undefined;
  }
  const names = [...new Set(classes.flatMap(({ metrics = {} }) => Object.keys(metrics)))];
  const columns = [
    { heading: 'Class' },
    { heading: 'Rows', numeric: true },
    ...names.map(heading => ({ heading, numeric: true })),
  ];
  const rows = classes.map(({ label, rows: count, metrics = {} }) => [
    inline(label),
    count === undefined ? '–' : formatCount(count),
    ...names.map(name => (Object.hasOwn(metrics, name) ? formatFigure(metrics[name]) : '–')),
  ]);
  return blocks(`### Each class against the others (${split})`, table(columns, rows));
}

function calibration({ calibrationCurve = [], split }: Evaluation): string | undefined {
  const summary = summarizeCalibration(calibrationCurve);
  if (!summary) {
    return undefined;
  }
  const { bins, meanGap, weighted, worst } = summary;
  return blocks(
    `### Calibration (${split})`,
    `Over ${bins} bins of the score, predicted and observed rates are ${(100 * meanGap).toFixed(1)} percentage points apart in the mean` +
      `${weighted ? ', weighted by rows' : ''}. The bin that is furthest off predicts ` +
      `${formatShare(worst.predicted, 1)} where ${formatShare(worst.observed, 1)} came true.`,
  );
}

function importances({ featureImportance, split }: Evaluation): string | undefined {
  if (!featureImportance?.values.length) {
    return undefined;
  }
  const { method, values } = featureImportance;
  const top = [...values]
    .sort((a, b) => Math.abs(b.importance) - Math.abs(a.importance))
    .slice(0, MAX_IMPORTANCES);
  const rows = top.map(({ feature, importance, std }) => [
    inline(feature),
    formatFigure(importance),
    std === undefined ? '–' : formatFigure(std),
  ]);
  const columns = [
    { heading: 'Input' },
    { heading: 'Importance', numeric: true },
    { heading: 'Standard deviation', numeric: true },
  ];
  return blocks(
    `### Importance of inputs (${split})`,
    `Method: ${inline(method)}. The first ${top.length} of ${values.length}.`,
    table(columns, rows),
  );
}

/** Each of the details once: of the least flattering split that has it. */
function firstOf(
  evaluations: Evaluation[],
  describe: (evaluation: Evaluation) => string | undefined,
): string | undefined {
  for (const evaluation of evaluations) {
    const described = describe(evaluation);
    if (described !== undefined) {
      return described;
    }
  }
  return undefined;
}

/** How well the version does. */
export const quantitativeAnalyses: CardSectionDefinition = {
  id: 'quantitative-analyses',
  title: 'Quantitative analyses',
  guidance:
    'How the figures differ between the factors, alone and together, and what a reader should conclude from them.',
  needsPerson: false,
  generate(subject) {
    const evaluations = evaluationsOf(subject);
    if (evaluations.length === 0) {
      return 'The registry has no evaluation of this version.';
    }
    return blocks(
      metricsBySplit(subject),
      firstOf(evaluations, confusionMatrix),
      firstOf(evaluations, perClass),
      firstOf(evaluations, calibration),
      firstOf(evaluations, importances),
    );
  },
};
