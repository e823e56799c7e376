import type { EvaluationInput } from '@mlops-backstage/plugin-mlops-common';
import { checkEvaluation } from './checkEvaluation';

const evaluation = (more: Partial<EvaluationInput>): EvaluationInput => ({
  name: 'held-out',
  split: 'test',
  metrics: { auc: 0.7 },
  ...more,
});
const matrix = (counts: number[][]) =>
  evaluation({ confusionMatrix: { labels: ['0', '1'], counts } });

describe('checkEvaluation', () => {
  it('accepts a square matrix and finite metrics', () => {
    expect(() => checkEvaluation(evaluation({}))).not.toThrow();
    expect(() =>
      checkEvaluation(
        matrix([
          [5, 1],
          [2, 7],
        ]),
      ),
    ).not.toThrow();
  });

  it.each([
    [[[5, 1]]],
    [[[5], [2]]],
    [
      [
        [5, 1],
        [2, 7],
        [0, 0],
      ],
    ],
    [[[5, 1], [2]]],
    [[]],
  ])('refuses the counts %j of two labels', counts => {
    expect(() => checkEvaluation(matrix(counts))).toThrow(
      'The confusion matrix of "held-out" has 2 labels but is not 2 × 2',
    );
  });

  it.each([NaN, Infinity, -Infinity])('refuses a metric of %s', auc => {
    expect(() => checkEvaluation(evaluation({ metrics: { auc } }))).toThrow(
      'The metric auc of "held-out" is not a finite number',
    );
  });
});
