import type { TrafficPoint } from '@mlops-backstage/plugin-mlops-common';
import { recentRows } from './recentRows';

const point = (day: string, version: number, rows: number): TrafficPoint => ({
  start: `${day}T00:00:00Z`,
  version,
  requests: rows,
  rows,
  errors: 0,
  dropped: 0,
  latencyMs: { p50: 1, p90: 1, p99: 1 },
  prediction: null,
});

describe('recentRows', () => {
  it('counts the 30 days up to the last with traffic, over all versions', () => {
    const points = [
      point('2013-03-03', 1, 1000),
      point('2013-03-04', 1, 100),
      point('2013-04-01', 1, 10),
      point('2013-04-02', 1, 5),
      point('2013-04-02', 2, 7),
    ];
    const recent = recentRows(points)!;
    expect(recent.rows).toBe(122);
    expect(recent.course).toHaveLength(30);
    expect([recent.course[0], recent.course[1], recent.course[29]]).toEqual([100, 0, 12]);
    expect(new Date(recent.from).toISOString()).toBe('2013-03-04T00:00:00.000Z');
    expect(new Date(recent.to).toISOString()).toBe('2013-04-02T00:00:00.000Z');
  });

  it('shows days before the first request as days without rows', () => {
    expect(recentRows([point('2013-12-01', 1, 9)])!.course).toEqual([...Array(29).fill(0), 9]);
  });

  it('has nothing to tell without traffic', () => {
    expect(recentRows([])).toBeUndefined();
  });
});
