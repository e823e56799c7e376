import { largestError } from '../../fixtures/largestError';
import { readFixture } from '../../fixtures/readFixture';
import { ChiSquareTest, goodnessOfFitTest, homogeneityTest } from './chiSquareTests';
import { hellingerDistance } from './hellingerDistance';
import { jensenShannonDistance } from './jensenShannonDistance';
import { KolmogorovSmirnov, kolmogorovSmirnov } from './kolmogorovSmirnov';
import { lInfinity } from './lInfinity';
import { populationStability } from './populationStability';
import { totalVariation } from './totalVariation';

interface Counts {
  name: string;
  reference: number[];
  window: number[];
}

interface CountCase extends Counts {
  hellinger: number | null;
  totalVariation: number | null;
  lInfinity: number | null;
  homogeneity: ChiSquareTest | null;
  goodnessOfFit: ChiSquareTest | null;
  ks: KolmogorovSmirnov | null;
}

const { counts: cases } = readFixture<{ counts: CountCase[] }>('measures');
const named = (name: string): CountCase => cases.find(each => each.name === name)!;

/** The actual value of a far tail over the expected one; what is beyond doubles is 0 for both. */
function ratio(actual: number | undefined, expected: number | undefined): number {
  return actual === expected ? 1 : (actual ?? NaN) / (expected ?? NaN);
}

describe.each(cases)('equals numpy and scipy: $name', ({ reference, window, ...expected }) => {
  it('in Hellinger distance, total variation and L∞', () => {
    // Of nearly equal shares the square root keeps half of the digits.
    const hellinger = hellingerDistance(reference, window);
    expect(largestError(hellinger, expected.hellinger)).toBeLessThan(1e-8);
    const variation = totalVariation(reference, window);
    expect(largestError(variation, expected.totalVariation)).toBeLessThan(1e-12);
    expect(largestError(lInfinity(reference, window), expected.lInfinity)).toBeLessThan(1e-12);
  });

  it.each([
    ['homogeneity', homogeneityTest],
    ['goodnessOfFit', goodnessOfFitTest],
  ] as const)('in χ², %s', (name, test) => {
    const wanted = expected[name];
    const actual = test(reference, window);
    expect(largestError(actual, wanted)).toBeLessThan(1e-9);
    expect(ratio(actual?.pValue, wanted?.pValue)).toBeCloseTo(1, 9);
  });

  it('in Kolmogorov–Smirnov', () => {
    const actual = kolmogorovSmirnov(reference, window);
    expect(largestError(actual, expected.ks)).toBeLessThan(1e-12);
    expect(ratio(actual?.pValue, expected.ks?.pValue)).toBeCloseTo(1, 9);
  });
});

it('gives the published values of the categories of the design', () => {
  const { reference, window } = named('categories of the design');
  const fit = goodnessOfFitTest(reference, window)!;
  expect(fit.statistic.toFixed(6)).toBe('3.174603');
  expect(fit.pValue.toFixed(5)).toBe('0.67309');
  expect(fit.degreesOfFreedom).toBe(5);
  // The design cuts the sixth digit, 0.068127.
  expect(Math.floor(hellingerDistance(reference, window)! * 1e5) / 1e5).toBeCloseTo(0.06812, 10);
  expect(populationStability(reference, window)!.psi.toFixed(8)).toBe('0.03721838');
});

it('has cases where p-values come from either series of Kolmogorov', () => {
  const scaled = cases.flatMap(({ ks }) => (ks === null ? [] : [ks.pValue]));
  expect(scaled.some(p => p > 0.3 && p < 0.9)).toBe(true);
  expect(scaled.some(p => p > 1e-6 && p < 0.1)).toBe(true);
});

it.each(readFixture<(Counts & Record<string, number | null>)[]>('evidently'))(
  'equals Evidently: $name',
  ({ name, reference, window, psi, ...expected }) => {
    const actual = {
      jensenShannon: jensenShannonDistance(reference, window),
      hellinger: hellingerDistance(reference, window),
      totalVariation: totalVariation(reference, window),
      goodnessOfFit: goodnessOfFitTest(reference, window)?.pValue,
    };
    expect(largestError(actual, expected)).toBeLessThan(1e-9);
    // Where a bin is empty, Evidently fills it in another way.
    const stability = psi === null ? null : populationStability(reference, window)!.psi;
    expect(largestError(stability, psi)).toBeLessThan(1e-12);
  },
);

it.each(readFixture<(Counts & Record<string, number>)[]>('nannyml'))(
  'equals NannyML: $name',
  ({ name, reference, window, ...expected }) => {
    const actual = {
      jensenShannon: jensenShannonDistance(reference, window),
      hellinger: hellingerDistance(reference, window),
      lInfinity: lInfinity(reference, window),
      homogeneity: homogeneityTest(reference, window)?.statistic,
    };
    expect(largestError(actual, expected)).toBeLessThan(1e-9);
  },
);

it.each([
  hellingerDistance,
  totalVariation,
  lInfinity,
  homogeneityTest,
  goodnessOfFitTest,
  kolmogorovSmirnov,
])('%p refuses counts over different bins, and what is no count', measure => {
  expect(() => measure([1], [1, 2])).toThrow(RangeError);
  expect(() => measure([1, NaN], [1, 2])).toThrow(RangeError);
  expect(() => measure([1, 2], [1, -1])).toThrow(RangeError);
});
