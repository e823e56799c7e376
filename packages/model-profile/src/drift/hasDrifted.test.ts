import { columnSignificance, hasDrifted } from './hasDrifted';

const bounds = { threshold: 0.3, significance: 0.01 };

it.each([
  ['large and no accident', 0.31, 0.009, true, true],
  ['small, but no accident', 0.3, 0.009, false, true],
  ['large by accident', 0.31, 0.01, false, false],
])('%s', (_, psiCorrected, pValue, byEffect, bySignificance) => {
  const column = { psiCorrected, pValue };
  expect(hasDrifted(column, bounds)).toBe(byEffect);
  expect(hasDrifted(column, { ...bounds, decision: 'effect' })).toBe(byEffect);
  expect(hasDrifted(column, { ...bounds, decision: 'significance' })).toBe(bySignificance);
});

it('is not said of a column that was not measured', () => {
  expect(hasDrifted({ psiCorrected: null, pValue: null }, bounds)).toBe(false);
});

it('shares alpha among columns', () => {
  expect(columnSignificance(0.01, 20)).toBeCloseTo(0.0005, 15);
  expect(columnSignificance(0.01, 0)).toBe(0.01);
});

it.each([0, -1, 1.1, NaN])('refuses an alpha of %p', alpha => {
  expect(() => columnSignificance(alpha, 3)).toThrow(RangeError);
});
