import { TensorSignature } from '../ModelSignature';
import { bindTable } from './bindTable';

const input = (name: string, shape: number[]): TensorSignature => ({
  name,
  datatype: 'FP32',
  shape,
});

/** Where the columns go: input and element of each. */
function places(names: string[], inputs: TensorSignature[], ordered = true) {
  const { columns } = bindTable(names, inputs, ordered);
  return columns.map(column => `${inputs[column.input].name}/${column.element}`);
}

const refusal = (names: string[], inputs: TensorSignature[], ordered = true) => {
  try {
    bindTable(names, inputs, ordered);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('It was taken');
};

const A = input('a', [-1]);
const B = input('b', [-1, 1]);
const X = input('X', [-1, 3]);
const ANY = input('X', [-1, -1]);

it('finds inputs of one value by their names, elements of wider ones by theirs', () => {
  expect(places(['X[2]', 'b', 'X[0]', 'a', 'X[1]'], [A, B, X])).toEqual([
    'X/2',
    'b/0',
    'X/0',
    'a/0',
    'X/1',
  ]);
  expect(places(['b[0]'], [B])).toEqual(['b/0']);
});

it('takes as many elements as there are where that is free', () => {
  expect(places(['X[1]', 'X[0]'], [ANY])).toEqual(['X/1', 'X/0']);
  expect(places(['X'], [ANY])).toEqual(['X/0']);
  expect(bindTable(['X[1]', 'X[0]'], [ANY], true).widths).toEqual([2]);
  expect(refusal(['X[1]', 'X[2]'], [ANY])).toContain('Missing column "X[0]"');
  expect(refusal(['X[0]', 'X[999999999]'], [ANY])).toContain('Missing column "X[1]"');
});

it('takes the columns of an only input in their order, where they have one', () => {
  expect(places(['petal', 'sepal', '0'], [X])).toEqual(['X/0', 'X/1', 'X/2']);
  expect(places(['petal', 'sepal'], [ANY])).toEqual(['X/0', 'X/1']);
  expect(refusal(['petal', 'sepal', '0'], [X], false)).toBe(
    'Unknown column "petal"; the model takes "X[0]" to "X[2]". Columns of other names are taken in their ' +
      'order, which JSON objects have none of: send CSV or Arrow',
  );
});

it.each([
  [['petal', 'sepal'], [X], 'or 3 of other names in the order of its elements; got 2'],
  [['X[0]', 'X[1]', 'petal'], [X], 'Unknown column "petal"'],
  [['x[0]', 'x[1]', 'x[2]'], [X], 'Unknown column "x[0]"'],
  [['X', 'petal', 'sepal'], [X], 'Unknown column "X"'],
  [['petal', 'sepal', 'petal'], [X], 'Column "petal" is given twice'],
  [['', 'petal', 'sepal'], [X], 'index of a pandas DataFrame'],
  [['X[0]', 'X[1]', '__index_level_0__'], [X], 'index of a pandas DataFrame'],
  [['other'], [B], 'Unknown column "other"; the model takes "b"'],
  [['a', 'petal', 'sepal', 'x'], [A, X], 'Unknown column "petal"'],
  [['X[0]', 'X[1]'], [X], 'Missing column "X[2]"; the model takes "X[0]" to "X[2]"'],
  [['X[0]', 'X[1]', 'X[2]', 'X[3]'], [X], 'Unknown column "X[3]"'],
  [['X[00]', 'X[1]', 'X[2]'], [X], 'Unknown column "X[00]"'],
  [['a'], [A, B], 'Missing column "b"; the model takes "a", "b"'],
  [['a', 'a'], [A], 'Column "a" is given twice'],
  [['b', 'b[0]'], [B], 'Column "b[0]" is given twice, by another name too'],
  [[], [A], 'Missing column "a"'],
  [['a'], [input('a', [])], `Input "a" of shape [] can't be given as columns`],
  [['a'], [input('a', [-1, 2, 2])], `can't be given as columns; use the protocol's JSON`],
  [
    ['a[0]', 'a[1]'],
    [input('a', [-1, 2]), input('a[0]', [-1])],
    'Column "a[0]" may belong to the inputs',
  ],
])('%j is refused', (names, inputs, expected) => {
  expect(refusal(names, inputs)).toContain(expected);
});

it('needs no columns for a model without inputs', () => {
  expect(bindTable([], [], true)).toEqual({ columns: [], widths: [] });
});

it('lists some of many columns', () => {
  const many = Array.from({ length: 50 }, (_, i) => input(`c${i}`, [-1]));
  expect(refusal(['x'], many)).toContain('"c19" and those of 30 more inputs');
});
