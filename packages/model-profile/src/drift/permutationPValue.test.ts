import { largestError } from '../../fixtures/largestError';
import { readFixture } from '../../fixtures/readFixture';
import { chiSquareSurvival } from './chiSquareSurvival';
import { comparableBins } from './comparableBins';
import { countTables, exactTail } from './exactTail';
import { logLikelihoodRatio } from './logLikelihoodRatio';
import { permutationPValue } from './permutationPValue';

interface Counts {
  name: string;
  reference: number[];
  window: number[];
}

interface PermutationFixture {
  cases: (Counts & {
    logLikelihoodRatio: number;
    pValue: number;
    /** Of a million random tables; null where that tells nothing. */
    sampled: { share: number; error: number } | null;
  })[];
  exact: { totals: number[]; m: number; g: number; tail: number }[];
  pooled: (Counts & { pooled: { reference: number[]; window: number[] } })[];
}

const { cases, exact, pooled } = readFixture<PermutationFixture>('permutation');

describe.each(cases)('$name', ({ reference, window, ...expected }) => {
  it('has the likelihood ratio of scipy', () => {
    const g = logLikelihoodRatio(reference, window);
    expect(largestError(g, expected.logLikelihoodRatio)).toBeLessThan(1e-9);
  });

  it('has the p-value that scipy finds by sums over all counts', () => {
    const p = permutationPValue(reference, window);
    expect(Math.abs(p - expected.pValue)).toBeLessThanOrEqual(1e-5 * expected.pValue);
  });

  it('gives reference and window the same part', () => {
    const p = permutationPValue(window, reference);
    expect(Math.abs(p - expected.pValue)).toBeLessThanOrEqual(1e-5 * expected.pValue);
  });
});

const sampled = cases.flatMap(({ sampled: of, ...each }) =>
  of === null ? [] : [{ ...each, ...of }],
);

it.each(sampled)('is within a tenth of what a million random tables tell: $name', each => {
  const p = permutationPValue(each.reference, each.window);
  expect(Math.abs(p - each.share)).toBeLessThan(0.1 * each.share + 4 * each.error);
});

it('is nearer to random tables than χ² is where few values are expected in a bin', () => {
  const { reference, window, share } = sampled.find(
    ({ name }) => name === 'deciles, 20 values, 1',
  )!;
  const chiSquare = chiSquareSurvival(logLikelihoodRatio(reference, window), 9);
  expect(Math.abs(permutationPValue(reference, window) / share - 1)).toBeLessThan(0.05);
  expect(Math.abs(chiSquare / share - 1)).toBeGreaterThan(0.3);
});

it.each(exact)('adds up the probabilities of all tables: $totals', ({ totals, m, g, tail }) => {
  expect(exactTail(totals, m, g)).toBeCloseTo(tail, 12);
});

it('counts tables', () => {
  expect(countTables(4, 11)).toBe(1_001);
  expect(countTables(7, 1)).toBe(1);
});

it('says nothing of an empty side', () => {
  expect(permutationPValue([3, 4], [0, 0])).toBe(1);
  expect(permutationPValue([0, 0], [3, 4])).toBe(1);
  expect(permutationPValue([], [])).toBe(1);
});

it.each([
  [
    [2_034, 1_499, 995, 337, 135, 0, 0],
    [40, 30, 20, 7, 3, 0, 0],
  ],
  [
    [4_208, 506, 145, 52, 30, 11, 8, 7, 5, 4, 4, 3, 3, 2, 2, 2, 0, 8],
    [85, 10, 3, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  ],
])('does not take the most ordinary window for an extreme one: %p', (reference, window) => {
  expect(permutationPValue(reference, window)).toBeGreaterThan(0.99);
});

it('falls as the difference grows', () => {
  const chances = Array.from({ length: 60 }, (_, i) =>
    permutationPValue([2_000, 2_000, 2_000], [300 + i, 300, 300 - i]),
  );
  for (let i = 1; i < chances.length; i++) expect(chances[i]).toBeLessThan(chances[i - 1]);
});

it.each([
  [
    [1e9, 2e9, 3e9],
    [1e9 + 40_000, 2e9, 3e9 - 40_000],
  ],
  [[5_000], [3]],
  [
    [4_999, 1, 0],
    [0, 0, 9_000],
  ],
  [
    [1, 1, 1, 1, 1, 1, 1, 1],
    [1_000, 1, 1, 1, 1, 1, 1, 1],
  ],
])('is a probability: %p, %p', (reference, window) => {
  const p = permutationPValue(reference, window);
  expect(p).toBeGreaterThanOrEqual(0);
  expect(p).toBeLessThanOrEqual(1);
});

it.each([
  [[1], [1, 2]],
  [
    [1, 2],
    [0.5, 1],
  ],
  [
    [1, -2],
    [1, 1],
  ],
  [
    [1, NaN],
    [1, 1],
  ],
])('refuses %p with %p', (reference, window) => {
  expect(() => permutationPValue(reference, window)).toThrow(RangeError);
});

describe('comparableBins', () => {
  it.each(pooled)('counts rare categories with the others as numpy does: $name', each => {
    expect(comparableBins('categorical', each.reference, each.window)).toEqual(each.pooled);
  });

  it('leaves a numeric column as it is', () => {
    const counts = { reference: [5, 1, 0], window: [3, 1, 1] };
    expect(comparableBins('numeric', counts.reference, counts.window)).toEqual(counts);
  });
});
