import type { EvaluationPoint } from '@mlops-backstage/plugin-mlops-common';
import { metricRows, metricsOverTime } from './metricPoints';

const point = (given: Partial<EvaluationPoint>): EvaluationPoint => ({
  id: 'a',
  version: 1,
  name: 'flights',
  split: 'test',
  evaluatedAt: '2026-01-01T00:00:00Z',
  metrics: {},
  ...given,
});

describe('metrics over time', () => {
  it('are those of at least two times, those of most times first', () => {
    const points = [
      point({ metrics: { auc: 1, f1: 1, once: 1 } }),
      point({ metrics: { auc: 1, f1: 1, once: 1 } }),
      point({ evaluatedAt: '2026-02-01T00:00:00Z', metrics: { auc: 1, f1: 1 } }),
      point({ evaluatedAt: '2026-03-01T00:00:00Z', metrics: { auc: 1 } }),
    ];
    expect(metricsOverTime(points)).toEqual(['auc', 'f1']);
    expect(metricsOverTime(points.slice(0, 2))).toEqual([]);
  });

  it('are in the order of time, a series a data set', () => {
    const rows = metricRows(
      [
        point({ version: 2, evaluatedAt: '2026-02-01T00:00:00Z', metrics: { auc: 0.7 } }),
        point({ split: 'train', metrics: { auc: 0.8 } }),
        point({ metrics: { f1: 0.5 } }),
      ],
      'auc',
    );
    expect(rows.map(({ version, series, value }) => [version, series, value])).toEqual([
      [1, 'flights (train)', 0.8],
      [2, 'flights (test)', 0.7],
    ]);
  });
});
