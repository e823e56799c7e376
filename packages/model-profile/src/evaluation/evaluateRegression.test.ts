import fc from 'fast-check';
import { defined, RegressionCase, undefinedNames } from '../../fixtures/evaluationCases';
import { largestError } from '../../fixtures/largestError';
import { readFixture } from '../../fixtures/readFixture';
import { EvaluationInputError } from '../errors';
import { evaluateRegression, RegressionInput } from './evaluateRegression';

describe.each(readFixture<RegressionCase[]>('evaluationRegression'))(
  'equals scikit-learn: $name',
  expected => {
    const actual = evaluateRegression(expected);

    it('in its metrics', () => {
      expect(largestError(actual.metrics, defined(expected.metrics))).toBeLessThan(1e-12);
    });

    it('in which of them are undefined', () => {
      expect(actual.undefinedMetrics.map(({ name }) => name)).toEqual(
        undefinedNames(expected.metrics),
      );
    });

    it('and numpy in its residuals', () => {
      expect(largestError(actual.residuals, expected.residuals)).toBeLessThan(1e-12);
      expect(actual.rows).toBe(expected.labels.length);
    });
  },
);

it('never holds NaN or infinity, and has ordered quantiles', () => {
  const value = fc.double({ min: -1e140, max: 1e140, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 20 }), rows => {
      const evaluation = evaluateRegression({
        labels: rows.map(([label]) => label),
        predictions: rows.map(([, prediction]) => prediction),
      });
      expect(largestError(JSON.parse(JSON.stringify(evaluation)), evaluation)).toBe(0);
      const quantiles = evaluation.residuals.quantiles.map(each => each.value);
      expect([...quantiles].sort((a, b) => a - b)).toEqual(quantiles);
    }),
  );
});

it('has an R² of 0 for constant labels that are missed, whatever their mean rounds to', () => {
  // scikit-learn: −1.3e31, since three times 0.1 averages to 0.10000000000000002.
  const { metrics } = evaluateRegression({ labels: [0.1, 0.1, 0.1], predictions: [0, 0.2, 0.3] });
  expect(metrics).toMatchObject({ r2: 0, explained_variance: 0 });
});

it('leaves out what is beyond doubles', () => {
  const { metrics, undefinedMetrics } = evaluateRegression({
    labels: [1e-160, 2e-160],
    predictions: [1e140, -1e140],
  });
  expect(undefinedMetrics).toContainEqual({
    name: 'r2',
    reason: 'Its value is beyond what a double can hold',
  });
  expect(metrics).not.toHaveProperty('r2');
});

it('says why rmsle and r2 are left out', () => {
  expect(evaluateRegression({ labels: [-1], predictions: [0] }).undefinedMetrics).toEqual([
    { name: 'r2', reason: 'It needs two rows' },
    { name: 'rmsle', reason: 'A label is −1 or less' },
  ]);
});

it.each<[string, RegressionInput, EvaluationInputError['rows'], string]>([
  ['no rows', { labels: [], predictions: [] }, undefined, 'There are no labels to evaluate'],
  [
    'unequal lengths',
    { labels: [1], predictions: [1, 2] },
    undefined,
    'There are 1 labels, but 2 predictions',
  ],
  [
    'NaN labels',
    { labels: [1, NaN, NaN], predictions: [1, 2, 3] },
    { first: 1, count: 2 },
    'A label must be a number within ±1e140; 2 are not, the first is row 1',
  ],
  [
    'an infinite prediction',
    { labels: [1, 2], predictions: [1, -Infinity] },
    { first: 1, count: 1 },
    'A prediction must be a number within ±1e140; 1 is not, the first is row 1',
  ],
  [
    'a sentinel',
    { labels: [Number.MAX_VALUE, 2], predictions: [1, 2] },
    { first: 0, count: 1 },
    'A label must be a number within ±1e140; 1 is not, the first is row 0',
  ],
])('refuses %s', (_, input, rows, message) => {
  const evaluate = () => evaluateRegression(input);
  expect(evaluate).toThrow(EvaluationInputError);
  expect(evaluate).toThrow(expect.objectContaining({ rows, message }));
});
