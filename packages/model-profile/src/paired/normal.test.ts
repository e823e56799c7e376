import { pairedCases } from '../../fixtures/pairedCases';
import { normalDistribution, normalQuantile } from './normal';

describe('the normal distribution', () => {
  it.each(pairedCases.normal)('equals scipy at $z, far in the tail too', ({ z, p }) => {
    expect(Math.abs(normalDistribution(z) - p)).toBeLessThanOrEqual(1e-11 * p);
  });

  // Above, a probability has too few digits left to tell by.
  it.each(pairedCases.normal.filter(({ z }) => z < 3))('is turned back at $z', ({ z, p }) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 9);
  });

  it('ends at infinity', () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
    expect([normalDistribution(-Infinity), normalDistribution(Infinity)]).toEqual([0, 1]);
  });

  it.each([-0.1, 1.1, NaN])('has no quantile at %p', p => {
    expect(() => normalQuantile(p)).toThrow(RangeError);
  });

  it('has no place for NaN', () => {
    expect(() => normalDistribution(NaN)).toThrow(RangeError);
  });
});
