import type { TrafficPoint } from '@mlops-backstage/plugin-mlops-common';
import { recentRows } from './recentRows';

const point = (day: string, version: number, rows: number): TrafficPoint => ({
  start: `${day}T00:00:00Z`,
  version,
  requests: rows,
  rows,
  errors: 0,
  latencyMs: { p50: 1, p90: 1, p99: 1 },
  prediction: null,
});

describe('recentRows', () => {
  it('counts the last 30 days of traffic over all versions', () => {
    const points = [
      point('2013-03-01', 1, 1000),
      point('2013-04-01', 1, 10),
      point('2013-04-02', 1, 5),
      point('2013-04-02', 2, 7),
    ];
    const { rows, course } = recentRows(points, 'day');
    expect(rows).toBe(22);
    expect(course).toHaveLength(33);
    expect([course[0], course[1], course[32]]).toEqual([1000, 0, 12]);
  });

  it('counts the last month even where it is longer', () => {
    expect(recentRows([point('2013-12-01', 1, 9)], 'month').rows).toBe(9);
  });
});
