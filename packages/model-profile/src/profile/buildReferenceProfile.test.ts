import { buildReferenceProfile } from './buildReferenceProfile';

it('freezes edges, range and categories, and counts the data into them', () => {
  const profile = buildReferenceProfile([
    { name: 'x', role: 'feature', kind: 'numeric', values: [3, 1, 2, null, 2] },
    { name: 'c', role: 'prediction', kind: 'categorical', values: ['b', 'a', 'b', null, ''] },
  ]);
  expect(profile).toEqual({
    schema: {
      convention: 'v1',
      columns: [
        {
          kind: 'numeric',
          name: 'x',
          role: 'feature',
          edges: [1.3, 1.6, 1.9, 2, 2.0999999999999996, 2.4000000000000004, 2.7],
          min: 1,
          max: 3,
        },
        { kind: 'categorical', name: 'c', role: 'prediction', categories: ['b', '', 'a'] },
      ],
    },
    rows: 5,
    columns: [
      {
        kind: 'numeric',
        counts: [1, 0, 0, 2, 0, 0, 0, 1, 1],
        below: 0,
        above: 0,
        moments: { count: 4, mean: 2, m2: 2, min: 1, max: 3 },
      },
      { kind: 'categorical', counts: [2, 1, 1, 0, 1] },
    ],
  });
});

it('gives bins of equal share to distinct values', () => {
  const values = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i));
  const [column] = buildReferenceProfile([
    { name: 'x', role: 'feature', kind: 'numeric', values },
  ]).columns;
  expect(column.counts).toEqual([...Array(10).fill(100), 0]);
});

it('counts infinities out of range, which JSON can write', () => {
  const { schema, columns } = buildReferenceProfile([
    { name: 'x', role: 'feature', kind: 'numeric', values: [-Infinity, 1, 2, Infinity] },
  ]);
  expect(schema.columns[0]).toMatchObject({ min: 1, max: 2 });
  expect(columns[0]).toMatchObject({ below: 1, above: 1, moments: { count: 2, mean: 1.5 } });
});

it('freezes no edges and no range when every value is missing', () => {
  const { schema, columns } = buildReferenceProfile([
    { name: 'x', role: 'feature', kind: 'numeric', values: [null, NaN] },
  ]);
  expect(schema.columns[0]).toMatchObject({ edges: [], min: null, max: null });
  expect(columns[0].counts).toEqual([0, 2]);
});

it('accepts bigints and booleans in a numeric column', () => {
  const { schema } = buildReferenceProfile([
    { name: 'n', role: 'feature', kind: 'numeric', values: BigInt64Array.of(5n, 5n) },
    { name: 'b', role: 'feature', kind: 'numeric', values: [true, true] },
  ]);
  expect(schema.columns).toMatchObject([{ edges: [5] }, { edges: [1] }]);
});

it('profiles data without rows or columns', () => {
  expect(buildReferenceProfile([]).rows).toBe(0);
  const { columns } = buildReferenceProfile([
    { name: 'x', role: 'feature', kind: 'numeric', values: [] },
    { name: 'c', role: 'feature', kind: 'categorical', values: [] },
  ]);
  expect(columns.map(({ counts }) => counts)).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

it('leaves the data as they are', () => {
  const values = Float64Array.of(3, 1, 2);
  buildReferenceProfile([{ name: 'x', role: 'feature', kind: 'numeric', values }]);
  expect([...values]).toEqual([3, 1, 2]);
});

it('refuses columns of different lengths and of one name', () => {
  const x = { name: 'x', role: 'feature', kind: 'numeric', values: [1, 2] } as const;
  expect(() => buildReferenceProfile([x, { ...x, name: 'y', values: [1] }])).toThrow(
    new RangeError("Column 'y' has 1 values where others have 2"),
  );
  expect(() => buildReferenceProfile([x, x])).toThrow(new RangeError("Two columns are called 'x'"));
});

it('refuses a string in a numeric column', () => {
  expect(() =>
    buildReferenceProfile([{ name: 'x', role: 'feature', kind: 'numeric', values: ['1'] }]),
  ).toThrow(TypeError);
});
