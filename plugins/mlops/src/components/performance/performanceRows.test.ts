import type { Performance, PerformancePoint } from '@mlops-backstage/plugin-mlops-common';
import { labelledShare, performanceRows, pointsOf, verticalDomain } from './performanceRows';

const point = (more: Partial<PerformancePoint>): PerformancePoint => ({
  start: '2026-01-05T00:00:00.000Z',
  version: 1,
  metric: 'auc',
  value: 0.7,
  low: 0.65,
  high: 0.74,
  rows: 100,
  labelled: 80,
  ...more,
});

const performance = (points: PerformancePoint[]): Performance => ({
  interval: 'day',
  confidence: 0.95,
  metrics: [{ name: 'auc', better: 'higher' }],
  unusable: 0,
  points,
});

describe('performanceRows', () => {
  it('has value, band and estimate of each version side by side, and gaps where nothing is known', () => {
    const answer = performance([
      point({}),
      point({ metric: 'f1', value: 0.1 }),
      point({
        version: 2,
        start: '2026-01-07T00:00:00.000Z',
        value: null,
        low: null,
        high: null,
        labelled: 0,
        estimated: { value: 0.6, low: 0.5, high: 0.7, method: 'cbpe' },
      }),
    ]);
    const rows = performanceRows(answer, 'auc');
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({ v1: 0.7, v1low: 0.65, v1high: 0.74, v2: null });
    expect(rows[1]).toMatchObject({ v1: null, v2estimate: null });
    expect(rows[2]).toMatchObject({ v1: null, v2: null, v2estimate: 0.6 });
    expect(labelledShare(pointsOf(answer, 'auc'))).toEqual({ rows: 200, labelled: 80 });
  });
});

describe('verticalDomain', () => {
  it('holds all that is drawn between round ends', () => {
    const [low, high] = verticalDomain([point({}), point({ value: 0.72, high: 0.78 })], true);
    expect([low, high]).toEqual([expect.closeTo(0.65, 9), expect.closeTo(0.8, 9)]);
  });

  it('ends where a share does, and has a height where all is equal', () => {
    expect(verticalDomain([point({ value: 1, low: 0.97, high: 1 })], true)[1]).toBe(1);
    const [low, high] = verticalDomain([point({ value: 12, low: null, high: null })], false);
    expect(low).toBeLessThanOrEqual(12);
    expect(high).toBeGreaterThan(low);
    expect(verticalDomain([], true)).toEqual([0, 1]);
  });
});
