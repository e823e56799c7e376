import { readFixture } from '../../fixtures/readFixture';
import { chiSquareSurvival } from './chiSquareSurvival';

const cases = readFixture<{ x: number; df: number; survival: number }[]>('chiSquare');

it.each(cases)('equals scipy to eleven digits at x = $x, df = $df', ({ x, df, survival }) => {
  const error = Math.abs(chiSquareSurvival(x, df) - survival);
  expect(error).toBeLessThanOrEqual(1e-11 * survival);
});

it('has cases in the far tail', () => {
  expect(cases.filter(({ survival }) => survival > 0 && survival < 1e-200)).not.toHaveLength(0);
});

it('is 0 at infinity', () => {
  expect(chiSquareSurvival(Infinity, 3)).toBe(0);
});

it.each([
  [-1, 3],
  [NaN, 3],
  [1, 0],
  [1, NaN],
])('refuses x = %p with df = %p', (x, df) => {
  expect(() => chiSquareSurvival(x, df)).toThrow(RangeError);
});
