import { readFixture } from '../../fixtures/readFixture';
import { jensenShannonDistance } from './jensenShannonDistance';

interface CountCase {
  name: string;
  reference: number[];
  window: number[];
  jensenShannon: number | null;
}

const measurable = readFixture<CountCase[]>('counts').flatMap(({ jensenShannon, ...counts }) =>
  jensenShannon === null ? [] : [{ ...counts, jensenShannon }],
);

it.each(measurable)('equals scipy: $name', ({ reference, window, jensenShannon }) => {
  expect(jensenShannonDistance(reference, window)).toBeCloseTo(jensenShannon, 10);
});

it('measures nothing when a side is empty', () => {
  expect(jensenShannonDistance([3, 4], [0, 0])).toBeNull();
  expect(jensenShannonDistance([0, 0], [3, 4])).toBeNull();
});

it('is 1 when no bin is shared, and 0 for equal shares', () => {
  expect(jensenShannonDistance([3, 0], [0, 5])).toBe(1);
  expect(jensenShannonDistance([1, 2, 4], [2, 4, 8])).toBe(0);
});

it('is symmetric', () => {
  expect(jensenShannonDistance([1, 5, 3], [4, 4, 9])).toBe(
    jensenShannonDistance([4, 4, 9], [1, 5, 3]),
  );
});

it('refuses counts over different bins', () => {
  expect(() => jensenShannonDistance([1], [1, 2])).toThrow(RangeError);
});
