import { readFixture } from '../../fixtures/readFixture';
import { populationStability, PopulationStability } from './populationStability';

interface CountCase {
  name: string;
  reference: number[];
  window: number[];
  stability: PopulationStability | null;
}

const cases = readFixture<CountCase[]>('counts');

const measurable = cases.flatMap(({ stability, ...counts }) =>
  stability === null ? [] : [{ ...counts, ...stability }],
);

it.each(measurable)('equals numpy and scipy: $name', ({ reference, window, ...expected }) => {
  const actual = populationStability(reference, window)!;
  expect(actual.psi).toBeCloseTo(expected.psi, 12);
  expect(actual.psiCorrected).toBeCloseTo(expected.psiCorrected, 12);
  // Relative, so that tails such as 1e-200 are compared at all.
  expect(Math.abs(actual.pValue - expected.pValue)).toBeLessThanOrEqual(1e-9 * expected.pValue);
});

it('measures nothing when a side is empty', () => {
  expect(populationStability([3, 4], [0, 0])).toBeNull();
  expect(populationStability([0, 0], [3, 4])).toBeNull();
  expect(populationStability([], [])).toBeNull();
});

it.each([
  ['shares of the design', 0.10921463],
  ['categories of the design', 0.03721838],
  ['N(0, 1) against N(0.5, 1)', 0.237749],
])('gives the published value: %s', (name, psi) => {
  const { reference, window } = cases.find(each => each.name === name)!;
  expect(populationStability(reference, window)!.psi.toFixed(6)).toBe(psi.toFixed(6));
});

it('smooths every bin when one is empty on one side', () => {
  // Shares (9.5, 0.5) / 10 and (5.5, 4.5) / 10 by hand.
  const psi = 0.4 * Math.log(9.5 / 5.5) + 0.4 * Math.log(4.5 / 0.5);
  expect(populationStability([9, 0], [5, 4])!.psi).toBeCloseTo(psi, 14);
});

it('leaves bins that are empty on both sides out of the degrees of freedom', () => {
  expect(populationStability([10, 0, 30, 0], [12, 0, 25, 0])).toEqual(
    populationStability([10, 30], [12, 25]),
  );
});

it('takes off the bias without cutting at zero', () => {
  expect(populationStability([50, 50], [5, 5])!.psiCorrected).toBeCloseTo(-(1 / 100 + 1 / 10), 15);
});

it('finds no difference in one bin', () => {
  expect(populationStability([0, 3], [0, 8])).toEqual({ psi: 0, psiCorrected: 0, pValue: 1 });
});

it('refuses counts over different bins', () => {
  expect(() => populationStability([1, 2], [1, 2, 3])).toThrow(RangeError);
});

it('refuses counts that are none', () => {
  expect(() => populationStability([1, -1], [1, 2])).toThrow(RangeError);
});
