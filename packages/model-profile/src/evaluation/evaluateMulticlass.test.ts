import fc from 'fast-check';
import {
  curveColumns,
  defined,
  MulticlassCase,
  undefinedNames,
} from '../../fixtures/evaluationCases';
import { largestError } from '../../fixtures/largestError';
import { readFixture } from '../../fixtures/readFixture';
import { EvaluationInputError } from '../errors';
import { evaluateBinary } from './evaluateBinary';
import { evaluateMulticlass } from './evaluateMulticlass';
import { MulticlassInput } from './MulticlassEvaluation';

const cases = readFixture<MulticlassCase[]>('evaluationMulticlass');

describe.each(cases)('equals scikit-learn: $name', expected => {
  const actual = evaluateMulticlass(expected);

  it('in its metrics', () => {
    expect(largestError(actual.metrics, defined(expected.metrics))).toBeLessThan(1e-12);
  });

  it('in which of them are undefined', () => {
    expect(actual.undefinedMetrics.map(({ name }) => name)).toEqual(
      undefinedNames(expected.metrics),
    );
  });

  it('in its confusion matrix', () => {
    expect(actual.confusionMatrix).toEqual({
      labels: expected.classes,
      counts: expected.confusionMatrix,
    });
  });

  it('in the figures of each class', () => {
    const figures = actual.classes.map(each => ({
      precision: each.precision,
      recall: each.recall,
      f1: each.f1,
      support: each.support,
      auc: each.auc ?? null,
      averagePrecision: each.averagePrecision ?? null,
    }));
    const expectedFigures = expected.perClass.map(each => ({
      precision: each.precision,
      recall: each.recall,
      f1: each.f1,
      support: each.support,
      auc: each.auc ?? null,
      averagePrecision: each.averagePrecision ?? null,
    }));
    expect(largestError(figures, expectedFigures)).toBeLessThan(1e-12);
  });

  it('in the curves of each class', () => {
    const curves = expected.perClass.map(
      ({ rocCurve = null, precisionRecallCurve = null, calibration = null }) => ({
        rocCurve,
        precisionRecallCurve,
        calibration,
      }),
    );
    expect(largestError(actual.classes.map(curveColumns), curves)).toBeLessThan(1e-12);
  });

  it('and survives JSON', () => {
    expect(largestError(JSON.parse(JSON.stringify(actual)), actual)).toBe(0);
  });
});

const classes = ['x', 'y', 'z'];
const name = fc.constantFrom(...classes);
const predictedRows = fc.array(fc.tuple(name, name), { minLength: 1, maxLength: 40 });

it('counts every row once', () => {
  fc.assert(
    fc.property(predictedRows, rows => {
      const { confusionMatrix, classes: perClass } = evaluateMulticlass({
        labels: rows.map(([label]) => label),
        predictions: rows.map(([, prediction]) => prediction),
        classes,
      });
      expect(confusionMatrix.counts.flat().reduce((sum, count) => sum + count)).toBe(rows.length);
      expect(perClass.reduce((sum, { support }) => sum + support, 0)).toBe(rows.length);
    }),
  );
});

it('gives the same metrics in any order of the classes', () => {
  fc.assert(
    fc.property(predictedRows, rows => {
      const labels = rows.map(([label]) => label);
      const predictions = rows.map(([, prediction]) => prediction);
      const { metrics } = evaluateMulticlass({ labels, predictions, classes });
      const reversed = evaluateMulticlass({
        labels,
        predictions,
        classes: [...classes].reverse(),
      });
      expect(largestError(reversed.metrics, metrics)).toBeLessThan(1e-12);
    }),
  );
});

it('agrees with the evaluation of two classes', () => {
  const score = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), score), { minLength: 2 }), rows => {
      const binary = evaluateBinary({
        labels: rows.map(([label]) => label),
        scores: rows.map(([, p]) => p),
      });
      const { metrics, classes: perClass } = evaluateMulticlass({
        labels: rows.map(([label]) => (label ? 'yes' : 'no')),
        classes: ['no', 'yes'],
        scores: rows.map(([, p]) => [1 - p, p]),
        // Of two equal scores the first class would win, and not the positive one.
        predictions: rows.map(([, p]) => (p >= 0.5 ? 'yes' : 'no')),
      });
      const { accuracy, balanced_accuracy, mcc, log_loss } = metrics;
      expect(
        largestError(
          { accuracy, balanced_accuracy, mcc, log_loss, auc: perClass[1].auc },
          {
            accuracy: binary.metrics.accuracy,
            balanced_accuracy: binary.metrics.balanced_accuracy,
            mcc: binary.metrics.mcc,
            log_loss: binary.metrics.log_loss,
            auc: binary.metrics.auc,
          },
        ),
      ).toBeLessThan(1e-12);
    }),
  );
});

it('predicts the first class of the largest score', () => {
  const scores = [
    [0.4, 0.4, 0.2],
    [0.2, 0.4, 0.4],
  ];
  const { confusionMatrix } = evaluateMulticlass({ labels: ['x', 'x'], classes, scores });
  expect(confusionMatrix.counts[0]).toEqual([1, 1, 0]);
});

it('has no top-3 accuracy for three classes and no metric of scores without them', () => {
  const labels = ['x', 'y'];
  const scored = evaluateMulticlass({
    labels,
    classes,
    scores: [
      [1, 0, 0],
      [0, 1, 0],
    ],
  });
  expect(scored.metrics).not.toHaveProperty('top_3_accuracy');
  const {
    metrics,
    undefinedMetrics,
    classes: perClass,
  } = evaluateMulticlass({
    labels,
    classes,
    predictions: labels,
  });
  expect(metrics).not.toHaveProperty('log_loss');
  expect(undefinedMetrics).toEqual([]);
  expect(perClass[0]).toEqual({ label: 'x', support: 1, precision: 1, recall: 1, f1: 1 });
});

it.each([
  [[0.5, 0.4, 0.2], 'Scores are no probabilities: those of row 1 sum to 1.1'],
  [[1.5, -0.5, 0], 'Scores are no probabilities: row 1 has one outside of [0, 1]'],
])('has no log loss of scores %p', (scores, reason) => {
  const { metrics, undefinedMetrics } = evaluateMulticlass({
    labels: ['x', 'y', 'z'],
    classes,
    scores: [[1, 0, 0], scores, [0, 0, 1]],
  });
  expect(undefinedMetrics).toEqual([{ name: 'log_loss', reason }]);
  expect(metrics).not.toHaveProperty('log_loss');
  expect(metrics.macro_auc).toBeGreaterThan(0);
});

it('has a log loss of rows that sum to 1 within the precision of 32-bit floats', () => {
  const scores = [[1 / 3, 1 / 3, 1 / 3 + 1e-6]];
  expect(evaluateMulticlass({ labels: ['x'], classes, scores }).metrics.log_loss).toBeCloseTo(
    Math.log(3),
    12,
  );
});

it('says why an AUC is left out', () => {
  const scores = [
    [1, 0, 0],
    [0, 1, 0],
  ];
  expect(evaluateMulticlass({ labels: ['x', 'y'], classes, scores }).undefinedMetrics).toEqual([
    { name: 'macro_auc', reason: "No row is positive, with 'z' as positive" },
  ]);
  expect(evaluateMulticlass({ labels: ['x', 'x'], classes, scores }).undefinedMetrics).toEqual([
    { name: 'macro_auc', reason: "No row is negative, with 'x' as positive" },
    { name: 'weighted_auc', reason: 'All rows are of one class' },
  ]);
});

it('takes a single class', () => {
  const { metrics, undefinedMetrics } = evaluateMulticlass({
    labels: ['x'],
    classes: ['x'],
    scores: [[1]],
  });
  expect(metrics).toMatchObject({ accuracy: 1, macro_f1: 1, mcc: 0 });
  expect(undefinedMetrics.map(each => each.name)).toEqual([
    'cohen_kappa',
    'log_loss',
    'macro_auc',
    'weighted_auc',
  ]);
});

const row = [1, 0, 0];

it.each<[string, Partial<MulticlassInput>, EvaluationInputError['rows'], string]>([
  ['neither scores nor predictions', {}, undefined, 'There are neither scores nor predictions'],
  ['no rows', { labels: [], predictions: [] }, undefined, 'There are no labels to evaluate'],
  [
    'a class twice',
    { classes: ['x', 'y', 'x'], predictions: ['x', 'y'] },
    undefined,
    "Two classes are called 'x'",
  ],
  [
    'unequal lengths',
    { predictions: ['x'], scores: [row, row] },
    undefined,
    'There are 2 labels, but 1 predictions',
  ],
  [
    'a label of no class',
    { labels: ['x', 'w'], scores: [row, row] },
    { first: 1, count: 1 },
    'A label must be one of the classes; 1 is not, the first is row 1',
  ],
  [
    'predictions of no class',
    { predictions: ['', 'constructor'] },
    { first: 0, count: 2 },
    'A prediction must be one of the classes; 2 are not, the first is row 0',
  ],
  [
    'a row of scores of another width',
    { scores: [row, [1, 0]] },
    { first: 1, count: 1 },
    'A row must have 3 scores, one for each class; 1 is not, the first is row 1',
  ],
  [
    'scores that are no numbers',
    {
      scores: [
        [NaN, 1, 0],
        [0, Infinity, 0],
      ],
    },
    { first: 0, count: 2 },
    'All scores of a row must be finite numbers; 2 are not, the first is row 0',
  ],
])('refuses %s', (_, input, rows, message) => {
  const evaluate = () => evaluateMulticlass({ labels: ['x', 'y'], classes, ...input });
  expect(evaluate).toThrow(EvaluationInputError);
  expect(evaluate).toThrow(expect.objectContaining({ rows, message }));
});

it('refuses to thin curves to one point', () => {
  expect(() =>
    evaluateMulticlass({ labels: ['x'], classes, scores: [row], maxCurvePoints: 1 }),
  ).toThrow(RangeError);
});
