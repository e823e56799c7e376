import type { TrafficPoint } from '@mlops-backstage/plugin-mlops-common';
import { classShares } from './classShares';

const point = (version: number, classes: Record<string, number>): TrafficPoint => ({
  start: '2013-04-01T00:00:00Z',
  version,
  requests: 1,
  rows: 1,
  errors: 0,
  failures: 0,
  dropped: 0,
  latencyMs: { p50: 1, p90: 1, p99: 1 },
  prediction: { classes: Object.entries(classes).map(([name, rows]) => ({ name, rows })) },
});

describe('classShares', () => {
  it('adds up the versions of an interval', () => {
    expect(classShares([point(1, { cat: 1, dog: 3 }), point(2, { dog: 3, cow: 1 })])).toEqual({
      names: ['dog', 'cat', 'cow'],
      points: [
        {
          start: '2013-04-01T00:00:00Z',
          version: 0,
          shares: { dog: 0.75, cat: 0.125, cow: 0.125 },
        },
      ],
    });
  });

  it('leaves an interval without rows at zero', () => {
    expect(classShares([point(1, { cat: 0 })]).points[0].shares).toEqual({ cat: 0 });
  });
});
