import { largestError } from '../../fixtures/largestError';
import { endsOf, pairedCases } from '../../fixtures/pairedCases';
import { classAgreement } from './classAgreement';

describe('classAgreement', () => {
  it.each(pairedCases.agreement)('equals scikit-learn: $name', expected => {
    const { pairs, share, interval, kappa } = classAgreement(
      expected.first,
      expected.second,
      expected.alpha,
    );
    expect(pairs).toBe(expected.first.length);
    expect(largestError([share, kappa ?? null], [expected.share, expected.kappa])).toBeLessThan(
      1e-12,
    );
    expect(largestError(endsOf(interval), expected.interval)).toBeLessThan(1e-10);
  });

  it.each([
    [[], []],
    [['a'], ['a', 'b']],
  ])('refuses %p with %p', (first, second) => {
    expect(() => classAgreement(first, second, 0.05)).toThrow(
      expect.objectContaining({ name: 'EvaluationInputError' }),
    );
  });
});
