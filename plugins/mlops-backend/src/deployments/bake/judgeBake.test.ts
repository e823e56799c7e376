import { judgeBake } from './judgeBake';

const limits = { durationSeconds: 900, minRequests: 50, maxErrorRate: 0.05 };

const observed = (requests: number, failures: number, slow = 0) => ({
  requests,
  failures,
  slow,
  latencyP99Ms: 12,
});

describe('judgeBake', () => {
  it('lets a version pass that keeps to its limits, and one that nobody asks', () => {
    expect(judgeBake(limits, 100, observed(1_000, 50, 10))).toEqual([]);
    expect(judgeBake(limits, 100, observed(0, 0))).toEqual([]);
  });

  it('judges nothing with too few requests, be they all failures', () => {
    expect(judgeBake(limits, null, observed(49, 49))).toEqual([]);
    expect(judgeBake(limits, null, observed(50, 50))).toMatchObject([{ measure: 'errors' }]);
  });

  it('waits for more where failures may be chance', () => {
    // 10 % of few requests, which a version of 5 % now and then has, and of many, which it doesn't.
    expect(judgeBake(limits, null, observed(100, 10))).toEqual([]);
    const [breach] = judgeBake(limits, null, observed(1_000, 100));
    expect(breach).toMatchObject({ measure: 'errors', count: 100, allowed: 0.05 });
    expect(breach.atLeast).toBeGreaterThan(0.05);
    expect(breach.atLeast).toBeLessThan(0.1);
  });

  it('takes a limit of the 99th percentile for what it says: one request in a hundred may take longer', () => {
    expect(judgeBake(limits, 250, observed(500, 0, 10))).toEqual([]);
    expect(judgeBake(limits, 250, observed(500, 0, 43))).toMatchObject([
      { measure: 'latency', count: 43, allowed: 0.01 },
    ]);
    expect(judgeBake(limits, null, observed(500, 0, 500))).toEqual([]);
  });

  it('names every limit that is broken', () => {
    const breaches = judgeBake(limits, 250, observed(500, 100, 100));
    expect(breaches.map(({ measure }) => measure)).toEqual(['errors', 'latency']);
  });

  it('has no limit that isn’t set, and takes none of the requests for 0', () => {
    const { maxErrorRate, ...others } = limits;
    expect(judgeBake(others, null, observed(500, 500))).toEqual([]);
    const none = { ...limits, maxErrorRate: 0 };
    expect(judgeBake(none, null, observed(500, 0))).toEqual([]);
    expect(judgeBake(none, null, observed(500, 1))).toMatchObject([{ count: 1, allowed: 0 }]);
  });

  it('rolls back versions that keep to their limits in fewer than one of a hundred bake times', () => {
    // Looked at after each request, which is more often than it is.
    let seed = 1;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const short = { durationSeconds: 900, minRequests: 50, maxErrorRate: 0.05 };
    let rolledBack = 0;
    for (let bake = 0; bake < 300; bake++) {
      let failures = 0;
      for (let requests = 1; requests <= 300; requests++) {
        failures += random() < 0.05 ? 1 : 0;
        if (judgeBake(short, null, observed(requests, failures)).length > 0) {
          rolledBack += 1;
          break;
        }
      }
    }
    expect(rolledBack).toBeLessThanOrEqual(3);
  });
});
