import { CompensatedSum, meanOf } from './CompensatedSum';

it('keeps what plain addition loses', () => {
  const sum = new CompensatedSum();
  [1, 1e100, 1, -1e100].forEach(value => sum.add(value));
  expect(sum.value).toBe(2);
});

it('sums a million tenths to the last bit', () => {
  expect(meanOf(1_000_000, () => 0.1)).toBe(0.1);
});

it('has no mean of nothing', () => {
  expect(meanOf(0, () => 1)).toBeNaN();
});
