import { largestError } from '../../fixtures/largestError';
import { pairedCases } from '../../fixtures/pairedCases';
import { scoreDistance } from './scoreDistance';

describe('scoreDistance', () => {
  it.each(pairedCases.distance)(
    'equals numpy and scipy: $name',
    ({ name, first, second, ...expected }) => {
      const { pairs, quantiles, ...distance } = scoreDistance(first, second);
      expect(pairs).toBe(first.length);
      const actual = { ...distance, quantiles: quantiles.map(({ value }) => value) };
      expect(largestError(actual, expected)).toBeLessThan(1e-12);
    },
  );

  it.each([
    [[], []],
    [[1], [1, 2]],
    [[NaN], [1]],
    [[1], [Infinity]],
  ])('refuses %p with %p', (first, second) => {
    expect(() => scoreDistance(first, second)).toThrow(
      expect.objectContaining({ name: 'EvaluationInputError' }),
    );
  });
});
