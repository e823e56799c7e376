import { ColumnProfile } from '../profile/Profile';
import { missingRate, outOfRangeRate, valueCount } from './columnRates';

const numeric: ColumnProfile = {
  kind: 'numeric',
  counts: [3, 2, 4, 1],
  below: 2,
  above: 1,
  moments: { count: 9, mean: 0, m2: 1, min: -1, max: 1 },
};
const categorical: ColumnProfile = { kind: 'categorical', counts: [5, 2, 1] };
const empty: ColumnProfile = { kind: 'categorical', counts: [0, 0, 0] };

it('counts missing values among the values', () => {
  expect(valueCount(numeric)).toBe(10);
});

it('gives the share of missing values', () => {
  expect(missingRate(numeric)).toBe(0.1);
  expect(missingRate(categorical)).toBe(0.125);
});

it('gives the share of values outside the range', () => {
  expect(outOfRangeRate(numeric)).toBe(0.3);
});

it('gives the share of categories that are not listed', () => {
  expect(outOfRangeRate(categorical)).toBe(0.25);
});

it('has no rates without values', () => {
  expect(missingRate(empty)).toBeNull();
  expect(outOfRangeRate(empty)).toBeNull();
});
