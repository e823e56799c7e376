import { readFixture } from '../../fixtures/readFixture';
import { NumericColumnSchema } from '../schema/ProfileSchema';
import { NumericColumnCounter } from './NumericColumnCounter';
import { NumericColumnProfile } from './Profile';

interface NumericCase {
  name: string;
  values: number[];
  edges: number[];
  reference: NumericColumnProfile;
  windowValues: number[];
  window: NumericColumnProfile;
}

const schema: NumericColumnSchema = {
  kind: 'numeric',
  name: 'x',
  role: 'feature',
  edges: [1, 2],
  min: 0,
  max: 3,
};

function profileOf(column: NumericColumnSchema, values: number[]): NumericColumnProfile {
  const counter = new NumericColumnCounter(column);
  values.forEach(value => counter.observe(value));
  return counter.take();
}

describe.each(readFixture<NumericCase[]>('numeric'))('$name', numeric => {
  const finite = numeric.values.filter(Number.isFinite);
  const column: NumericColumnSchema = {
    ...schema,
    edges: numeric.edges,
    min: finite.length > 0 ? Math.min(...finite) : null,
    max: finite.length > 0 ? Math.max(...finite) : null,
  };

  it.each([
    ['reference', numeric.values, numeric.reference],
    ['window', numeric.windowValues, numeric.window],
  ])('counts the %s as numpy does', (_, values, expected) => {
    const { counts, below, above, moments } = profileOf(column, values);
    expect({ counts, below, above }).toEqual({
      counts: expected.counts,
      below: expected.below,
      above: expected.above,
    });
    expect(moments.count).toBe(expected.moments.count);
    const scale = Math.max(...values.filter(Number.isFinite).map(Math.abs), 1);
    expect(Math.abs(moments.mean - expected.moments.mean) / scale).toBeLessThan(1e-14);
    expect(Math.abs(moments.m2 - expected.moments.m2)).toBeLessThanOrEqual(
      1e-12 * expected.moments.m2 + 1e-26 * scale * scale,
    );
    expect([moments.min! + 0, moments.max! + 0]).toEqual([
      expected.moments.min! + 0,
      expected.moments.max! + 0,
    ]);
  });
});

it('puts a value on an edge into the bin that the edge closes', () => {
  expect(profileOf(schema, [1, 1.5, 2, 2.5]).counts).toEqual([1, 2, 1, 0]);
});

it('counts infinities in the outer bins and out of range, but not in the moments', () => {
  expect(profileOf(schema, [-Infinity, 2, Infinity, NaN])).toEqual({
    kind: 'numeric',
    counts: [1, 1, 1, 1],
    below: 1,
    above: 1,
    moments: { count: 1, mean: 2, m2: 0, min: 2, max: 2 },
  });
});

it('keeps numbers whose squares overflow out of the moments', () => {
  const { counts, moments } = profileOf(schema, [1.7e308, -1.7e308, 1e141, 4]);
  expect(counts).toEqual([1, 0, 3, 0]);
  expect(moments).toEqual({ count: 1, mean: 4, m2: 0, min: 4, max: 4 });
});

it('stays exact far from zero', () => {
  expect(profileOf(schema, [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).moments.m2).toBe(90);
});

it('starts anew after take', () => {
  const counter = new NumericColumnCounter(schema);
  counter.observe(-5);
  counter.observe(9);
  counter.take();
  expect(counter.take()).toEqual({
    kind: 'numeric',
    counts: [0, 0, 0, 0],
    below: 0,
    above: 0,
    moments: { count: 0, mean: 0, m2: 0, min: null, max: null },
  });
});
