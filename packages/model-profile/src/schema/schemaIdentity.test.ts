import { ProfileSchema } from './ProfileSchema';
import { fnv1a64, sameSchema, schemaDigest } from './schemaIdentity';

const schema: ProfileSchema = {
  convention: 'v1',
  columns: [
    { kind: 'numeric', name: 'delay', role: 'feature', edges: [0.1, 2], min: 0, max: 3 },
    { kind: 'categorical', name: 'carrier', role: 'feature', categories: ['a', 'b'] },
  ],
};

const reordered: ProfileSchema = {
  columns: [
    { max: 3, min: 0, edges: [0.1, 2], role: 'feature', name: 'delay', kind: 'numeric' },
    { categories: ['a', 'b'], role: 'feature', name: 'carrier', kind: 'categorical' },
  ],
  convention: 'v1',
};

const [delay, carrier] = schema.columns;

const different: [string, ProfileSchema['columns']][] = [
  ['a name', [{ ...delay, name: 'late' }, carrier]],
  ['a role', [{ ...delay, role: 'prediction' }, carrier]],
  ['the order of columns', [carrier, delay]],
  ['a column more', [delay, carrier, { ...carrier, name: 'other' }]],
  [
    'the last bit of an edge',
    [
      {
        kind: 'numeric',
        name: 'delay',
        role: 'feature',
        edges: [0.1 + Number.EPSILON / 8, 2],
        min: 0,
        max: 3,
      },
      carrier,
    ],
  ],
  [
    'the range',
    [{ kind: 'numeric', name: 'delay', role: 'feature', edges: [0.1, 2], min: 0, max: 4 }, carrier],
  ],
  [
    'the order of categories',
    [delay, { kind: 'categorical', name: 'carrier', role: 'feature', categories: ['b', 'a'] }],
  ],
];

it.each([
  ['', 'cbf29ce484222325'],
  ['a', 'af63dc4c8601ec8c'],
  ['foobar', '85944171f73967e8'],
])('hashes %j to the published FNV-1a value', (text, digest) => {
  expect(fnv1a64(text)).toBe(digest);
});

it('finds schemas equal whatever the order of their keys', () => {
  expect(sameSchema(schema, reordered)).toBe(true);
  expect(schemaDigest(schema)).toBe(schemaDigest(reordered));
});

it.each(different)('tells schemas apart by %s', (_, columns) => {
  const other: ProfileSchema = { convention: 'v1', columns };
  expect(sameSchema(schema, other)).toBe(false);
  expect(schemaDigest(schema)).not.toBe(schemaDigest(other));
});
