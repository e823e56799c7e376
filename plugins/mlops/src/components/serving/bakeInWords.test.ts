import { aBake } from '../../__testUtils__/deploymentFixtures';
import { bakeErrors, bakeLatency, bakeLimitsInWords, bakeState } from './bakeInWords';

it('tells limits with their units', () => {
  expect(bakeLimitsInWords(undefined)).toBe('Not watched');
  expect(bakeLimitsInWords({ durationSeconds: 0, minRequests: 50 })).toBe('Not watched');
  expect(bakeLimitsInWords({ durationSeconds: 90, minRequests: 1 })).toBe(
    '90 seconds: no limit, judged from 1 request',
  );
  expect(
    bakeLimitsInWords({
      durationSeconds: 3_600,
      minRequests: 1_000,
      maxErrorRate: 0.005,
      maxLatencyP99Ms: 250,
      maxLatencyRatio: 1.5,
    }),
  ).toBe(
    '1 hour: at most 0.5 % failed, p99 at most 250 ms, p99 at most 1.5 times the champion’s before, judged from 1,000 requests',
  );
});

it('says how a version stands', () => {
  expect(bakeState(aBake()).words).toBe('Baking until 1 Jan 2026, 10:15 UTC');
  expect(bakeState(aBake({ state: 'passed' })).words).toBe('Passed');
  expect(bakeState(aBake({ state: 'rolled-back', rolledBackTo: 3 })).words).toBe(
    'Rolled back to revision 3',
  );
  expect(bakeState(aBake({ state: 'breached' })).tone).toBe('bad');
  expect(bakeState(aBake({ state: 'superseded' })).tone).toBe('idle');
});

it('sets figures beside their limits', () => {
  expect(bakeErrors(aBake())).toBe('12 of 1,200 (1 %), limit 5 %');
  expect(
    bakeErrors(aBake({ requests: 0, failures: 0, limits: { durationSeconds: 9, minRequests: 1 } })),
  ).toBe('0 of 0, no limit');
  expect(bakeLatency(aBake())).toBe('12.4 ms, no limit');
  expect(bakeLatency(aBake({ latencyP99Ms: undefined, latencyLimitMs: 250 }))).toBe(
    '–, limit 250 ms',
  );
});
