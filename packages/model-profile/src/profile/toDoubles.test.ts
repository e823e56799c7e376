import { toDoubles } from './toDoubles';

it('converts numbers, bigints and booleans', () => {
  expect([...toDoubles('x', [1.5, 2n, true, false])]).toEqual([1.5, 2, 1, 0]);
});

it('keeps infinities and turns missing values into NaN', () => {
  expect([...toDoubles('x', [-Infinity, null, undefined, NaN])]).toEqual([
    -Infinity,
    NaN,
    NaN,
    NaN,
  ]);
});

it('copies, so that sorting leaves the caller alone', () => {
  const values = Float64Array.of(2, 1);
  toDoubles('x', values).sort();
  expect([...values]).toEqual([2, 1]);
});

it('refuses strings', () => {
  expect(() => toDoubles('delay', [1, '2'])).toThrow(
    new TypeError(`Numeric column 'delay' holds the string "2"`),
  );
});
