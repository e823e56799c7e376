import { ProfileFormatError } from '../errors';
import { parseSchema } from './parseSchema';

const numeric = { kind: 'numeric', name: 'x', role: 'feature', edges: [1, 2], min: 0, max: 3 };
const categorical = { kind: 'categorical', name: 'c', role: 'prediction', categories: ['a', ''] };
const schema = { convention: 'v1', columns: [numeric, categorical] };

it('reads a schema', () => {
  expect(parseSchema(schema, 'schema')).toEqual(schema);
});

it('drops what it does not know', () => {
  expect(parseSchema({ ...schema, comment: 'hello' }, 'schema')).toEqual(schema);
});

it.each<[string, unknown]>([
  ['schema: expected an object, got null', null],
  ['schema.convention: expected v1, got "v2"', { ...schema, convention: 'v2' }],
  ['schema.columns: expected an array, got {}', { ...schema, columns: {} }],
  ['schema.columns[0].kind: expected numeric or categorical, got "text"', { kind: 'text' }],
  ['schema.columns[0].role: expected feature or prediction, got "label"', { role: 'label' }],
  ['schema.columns[0].name: expected a string, got undefined', { name: undefined }],
  ['schema.columns[0].edges[1]: expected a finite number, got null', { edges: [1, null] }],
  ['schema.columns[0].edges: expected strictly ascending edges', { edges: [1, 1] }],
  ['schema.columns[0]: min 4 is above max 3', { min: 4 }],
  ['schema.columns: "c" is there twice', { name: 'c' }],
  ['schema.columns[0].categories: "a" is there twice', { ...categorical, categories: ['a', 'a'] }],
  [
    'schema.columns[0].categories[0]: expected a string, got 1',
    { ...categorical, categories: [1] },
  ],
])('says "%s"', (message, change) => {
  const isColumn = typeof change === 'object' && change !== null && !('convention' in change);
  const value = isColumn
    ? { ...schema, columns: [{ ...numeric, ...change }, categorical] }
    : change;
  expect(() => parseSchema(value, 'schema')).toThrow(new ProfileFormatError(message));
});
