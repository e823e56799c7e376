import { largestError } from '../../fixtures/largestError';
import { endsOf, pairedCases } from '../../fixtures/pairedCases';
import { mcnemarTest } from './mcnemar';
import { countPairs } from './pairedProportions';
import { wilsonInterval } from './wilsonInterval';

describe('mcnemarTest', () => {
  it.each(pairedCases.mcnemar)('equals statsmodels for $counts', expected => {
    const { counts, alpha } = expected;
    const { method, pValue, interval, discordant, difference } = mcnemarTest(counts, alpha);
    expect(method).toBe(expected.method);
    expect(Math.abs(pValue - expected.pValue)).toBeLessThanOrEqual(1e-10 * expected.pValue);
    expect(largestError(endsOf(interval), expected.interval)).toBeLessThan(1e-10);
    expect(discordant).toBe(counts.firstOnly + counts.secondOnly);
    expect(interval.low).toBeLessThanOrEqual(difference);
    expect(interval.high).toBeGreaterThanOrEqual(difference);
  });

  it('finds nothing in a single pair, and says how little that tells', () => {
    const test = mcnemarTest({ both: 0, firstOnly: 0, secondOnly: 1, neither: 0 }, 0.05);
    expect(test.pValue).toBe(1);
    expect(test.interval.high - test.interval.low).toBeGreaterThan(1);
  });

  it.each([
    [{ both: 0, firstOnly: 0, secondOnly: 0, neither: 0 }, 0.05],
    [{ both: -1, firstOnly: 1, secondOnly: 1, neither: 1 }, 0.05],
    [{ both: 0.5, firstOnly: 1, secondOnly: 1, neither: 1 }, 0.05],
    [{ both: 1, firstOnly: 1, secondOnly: 1, neither: 1 }, 0],
  ])('refuses %p with alpha %p', (counts, alpha) => {
    expect(() => mcnemarTest(counts, alpha)).toThrow(RangeError);
  });
});

it('countPairs counts who got rows right', () => {
  expect(countPairs([1, 1, 0, 0, 1], [true, false, true, false, true])).toEqual({
    both: 2,
    firstOnly: 1,
    secondOnly: 1,
    neither: 1,
  });
});

describe('wilsonInterval', () => {
  it.each(pairedCases.wilson)('equals statsmodels for $successes of $trials', expected => {
    const { successes, trials, alpha } = expected;
    const ends = endsOf(wilsonInterval(successes, trials, alpha));
    expect(largestError(ends, expected.interval)).toBeLessThan(1e-10);
  });

  it.each([
    [0, 0, 0.05],
    [2, 1, 0.05],
    [1, 2, 1],
  ])('refuses %p of %p with alpha %p', (successes, trials, alpha) => {
    expect(() => wilsonInterval(successes, trials, alpha)).toThrow(RangeError);
  });
});
