import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import { byRecall, evaluationWith, rowRates } from './evaluations';

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
});
