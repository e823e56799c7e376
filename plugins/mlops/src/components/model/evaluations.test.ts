import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import {
  byRecall,
  columnRates,
  evaluationLabel,
  evaluationWith,
  indexAtThreshold,
  rowRates,
  shareOfPositives,
} from './evaluations';

const evaluation = (id: string, given: Partial<Evaluation>): Evaluation => ({
  id,
  name: 'flights',
  split: 'test',
  metrics: {},
  evaluatedAt: '2026-01-01T00:00:00Z',
  createdAt: '2026-01-01T00:00:00Z',
  createdBy: 'user:default/guest',
  ...given,
});
const rocCurve = [{ fpr: 0, tpr: 0 }];

describe('evaluations', () => {
  it('shows the newest of the most telling split that has the part', () => {
    const evaluations = [
      evaluation('train', { split: 'train', rocCurve }),
      evaluation('test without curve', {}),
      evaluation('test', { rocCurve }),
      evaluation('older test', { rocCurve }),
    ];
    expect(evaluationWith(evaluations, 'rocCurve')?.id).toBe('test');
    expect(evaluationWith(evaluations, 'confusionMatrix')).toBeUndefined();
  });

  it('precision-recall curves run from no recall to all of it', () => {
    const curve = [
      { recall: 0, precision: 1 },
      { recall: 0.5, precision: 0.7 },
      { recall: 0.5, precision: 0.6 },
      { recall: 1, precision: 0.2 },
    ];
    expect(byRecall([...curve].reverse())).toEqual(curve);
    expect(byRecall(curve)).toEqual(curve);
    expect(byRecall([])).toEqual([]);
  });

  it('rates are of the actual class', () => {
    expect(
      rowRates([
        [90, 10],
        [0, 0],
      ]),
    ).toEqual([
      [0.9, 0.1],
      [0, 0],
    ]);
  });

  it('rates are of the predicted class too', () => {
    expect(
      columnRates([
        [90, 0],
        [10, 0],
      ]),
    ).toEqual([
      [0.9, 0],
      [0.1, 0],
    ]);
  });

  it('a threshold is found where scores from it on count as positive', () => {
    const points = [null, 0.9, 0.6, 0.4, 0.1].map(threshold => ({ threshold }));
    expect(indexAtThreshold(points, 0.5)).toBe(2);
    expect(indexAtThreshold(points, 0.6)).toBe(2);
    expect(indexAtThreshold(points, 0.95)).toBeUndefined();
    expect(indexAtThreshold(points, undefined)).toBeUndefined();
    expect(indexAtThreshold([{}], 0.5)).toBeUndefined();
  });

  it('the share of positives comes from the matrix of two classes', () => {
    const confusionMatrix = {
      labels: ['0', '1'],
      counts: [
        [70, 10],
        [12, 8],
      ],
    };
    expect(shareOfPositives({ confusionMatrix }, { positiveClass: '1' })).toBe(0.2);
    expect(shareOfPositives({ confusionMatrix }, {})).toBeUndefined();
    expect(shareOfPositives({}, { positiveClass: '1' })).toBeUndefined();
  });

  it('are called by their data set, split and instant', () => {
    expect(evaluationLabel(evaluation('a', { evaluatedAt: undefined }))).toBe(
      'flights · test · 1 Jan 2026, 00:00 UTC',
    );
  });
});
