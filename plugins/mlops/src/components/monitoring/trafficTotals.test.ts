import type { TrafficPoint } from '@mlops-backstage/plugin-mlops-common';
import { trafficTotals } from './trafficTotals';

const point = (given: Partial<TrafficPoint>): TrafficPoint => ({
  start: '2013-04-01T00:00:00Z',
  version: 1,
  requests: 10,
  rows: 100,
  errors: 1,
  latencyMs: { p50: 1, p90: 2, p99: 3 },
  prediction: { mean: 0.2 },
  ...given,
});

describe('trafficTotals', () => {
  it('adds counts and weighs means by rows', () => {
    const totals = trafficTotals([point({}), point({ rows: 300, prediction: { mean: 0.4 } })]);
    expect(totals).toMatchObject({ requests: 20, rows: 400, errors: 2 });
    expect(totals.meanPrediction).toBeCloseTo(0.35, 12);
  });

  it('tells latency by the typical and the worst interval', () => {
    const totals = trafficTotals([
      point({ requests: 1, latencyMs: { p50: 900, p90: 950, p99: 990 } }),
      point({ requests: 99, latencyMs: { p50: 2, p90: 3, p99: 4 } }),
    ]);
    expect(totals).toMatchObject({ typicalP50: 2, worstP99: 990 });
  });

  it('has no latency without requests and no mean without a profile', () => {
    const silent = point({
      requests: 0,
      rows: 0,
      latencyMs: { p50: null, p90: null, p99: null },
      prediction: null,
    });
    expect(trafficTotals([silent])).toMatchObject({
      typicalP50: null,
      worstP99: null,
      meanPrediction: null,
    });
  });
});
