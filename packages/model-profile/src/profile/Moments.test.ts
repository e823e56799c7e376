import fc from 'fast-check';
import { emptyMoments, mergeMoments, MOMENT_LIMIT, Moments } from './Moments';

/** Two passes: the textbook definition. */
function momentsOf(values: readonly number[]): Moments {
  if (values.length === 0) return emptyMoments();
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const m2 = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { count: values.length, mean, m2, min: Math.min(...values), max: Math.max(...values) };
}

/**
 * Mean and m2 to six places. Of at most 90 small integers both are fractions that lie farther from where
 * rounding flips than their own errors reach.
 */
function rounded({ mean, m2, ...exact }: Moments): Moments {
  return { ...exact, mean: Math.round(mean * 1e6) / 1e6 + 0, m2: Math.round(m2 * 1e6) / 1e6 };
}

const values = fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 30 });

it('merges to the moments of all values', () => {
  fc.assert(
    fc.property(values, values, (a, b) => {
      const merged = mergeMoments(momentsOf(a), momentsOf(b));
      expect(rounded(merged)).toEqual(rounded(momentsOf([...a, ...b])));
    }),
  );
});

it('commutes to the last bit', () => {
  fc.assert(
    fc.property(values, values, (a, b) => {
      const [x, y] = [momentsOf(a), momentsOf(b)];
      expect(mergeMoments(x, y)).toEqual(mergeMoments(y, x));
    }),
  );
});

it('associates up to rounding', () => {
  fc.assert(
    fc.property(values, values, values, (a, b, c) => {
      const [x, y, z] = [a, b, c].map(momentsOf);
      expect(rounded(mergeMoments(mergeMoments(x, y), z))).toEqual(
        rounded(mergeMoments(x, mergeMoments(y, z))),
      );
    }),
  );
});

it('has the moments of nothing for identity', () => {
  const moments = momentsOf([1, 2, 4]);
  expect(mergeMoments(moments, emptyMoments())).toEqual(moments);
  expect(mergeMoments(emptyMoments(), moments)).toEqual(moments);
});

it('stays finite at the limit', () => {
  const { mean, m2 } = mergeMoments(
    { ...momentsOf([MOMENT_LIMIT]), count: 1e12 },
    { ...momentsOf([-MOMENT_LIMIT]), count: 1e12 },
  );
  expect(mean).toBe(0);
  expect(m2).toBeLessThan(Infinity);
});
