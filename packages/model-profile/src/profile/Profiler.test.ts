import { ProfileSchema } from '../schema/ProfileSchema';
import { Profiler } from './Profiler';

const schema: ProfileSchema = {
  convention: 'v1',
  columns: [
    { kind: 'numeric', name: 'x', role: 'feature', edges: [1, 2], min: 0, max: 3 },
    { kind: 'categorical', name: 'c', role: 'feature', categories: ['a', 'b'] },
  ],
};

function numericCounts(observe: (profiler: Profiler) => void): readonly number[] {
  const profiler = new Profiler(schema);
  observe(profiler);
  return profiler.take().columns[0].counts;
}

it.each([
  ['numbers', [0, 1, 2, 3]],
  ['Float32Array', Float32Array.of(0, 1, 2, 3)],
  ['Int32Array', Int32Array.of(0, 1, 2, 3)],
  ['BigInt64Array', BigInt64Array.of(0n, 1n, 2n, 3n)],
])('reads %s', (_, values) => {
  expect(numericCounts(profiler => profiler.observeNumeric(0, values, 4))).toEqual([2, 1, 1, 0]);
});

it('reads a column of a row-major tensor where it lies', () => {
  const tensor = Float64Array.of(9, 0.5, 9, 9, 1.5, 9, 9, 2.5, 9);
  expect(numericCounts(profiler => profiler.observeNumeric(0, tensor, 3, 1, 3))).toEqual([
    1, 1, 1, 0,
  ]);
  const labels = ['a', 'z', 'b', 'z', 'a', 'z'];
  const profiler = new Profiler(schema);
  profiler.observeCategorical(1, labels, 3, 0, 2);
  expect(profiler.take().columns[1].counts).toEqual([2, 1, 0, 0]);
});

it('counts null, undefined and NaN as missing', () => {
  const values = [null, undefined, NaN, 1];
  expect(numericCounts(profiler => profiler.observeNumeric(0, values, 4))).toEqual([1, 0, 0, 3]);
});

it('counts no more than it is told to', () => {
  expect(numericCounts(profiler => profiler.observeNumeric(0, [1, 1, 1], 2))).toEqual([2, 0, 0, 0]);
  expect(numericCounts(profiler => profiler.observeNumeric(0, [], 0))).toEqual([0, 0, 0, 0]);
});

it('takes what was observed and starts anew', () => {
  const profiler = new Profiler(schema);
  profiler.observeNumeric(0, [0.5], 1);
  profiler.addRows(1);
  expect(profiler.rows).toBe(1);

  const first = profiler.take();
  expect(first.rows).toBe(1);
  expect(first.schema).toBe(schema);
  expect(profiler.rows).toBe(0);

  profiler.observeNumeric(0, [0.5, 0.5], 2);
  expect(profiler.take().columns[0].counts).toEqual([2, 0, 0, 0]);
  expect(first.columns[0].counts).toEqual([1, 0, 0, 0]);
});

it.each([
  ['values that end too early', 2, 0, 2],
  ['an offset beyond the values', 1, 3, 1],
  ['a negative offset', 1, -1, 1],
  ['a stride of nothing', 2, 0, 0],
])('refuses %s, and counts none of them', (_, count, offset, stride) => {
  const profiler = new Profiler(schema);
  expect(() => profiler.observeNumeric(0, [1, 2], count, offset, stride)).toThrow(RangeError);
  expect(() => profiler.observeCategorical(1, ['a', 'b'], count, offset, stride)).toThrow(
    RangeError,
  );
  expect(
    profiler
      .take()
      .columns.flatMap(({ counts }) => counts)
      .every(each => each === 0),
  ).toBe(true);
});

it('refuses a column of the other kind and one that is not there', () => {
  const profiler = new Profiler(schema);
  expect(() => profiler.observeNumeric(1, [1], 1)).toThrow(
    new TypeError("Column 1 'c' is categorical, not numeric"),
  );
  expect(() => profiler.observeCategorical(0, ['a'], 1)).toThrow(TypeError);
  expect(() => profiler.observeNumeric(2, [1], 1)).toThrow(new RangeError('No column 2 among 2'));
});
