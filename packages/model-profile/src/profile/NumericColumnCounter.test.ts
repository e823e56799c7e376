import fc from 'fast-check';
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

describe('many values at once', () => {
  const value = fc.oneof(
    { weight: 6, arbitrary: fc.double({ min: -5, max: 15, noNaN: true }) },
    { weight: 3, arbitrary: fc.integer({ min: -1, max: 13 }) },
    { weight: 1, arbitrary: fc.constantFrom(NaN, null, undefined) },
  );
  const rare = fc.constantFrom(Infinity, -Infinity, 1.7e308, -1e141, 5n);
  const values = fc.oneof(
    fc.array(value, { maxLength: 200 }),
    fc.array(fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: rare }), {
      maxLength: 200,
    }),
  );

  it('are counted as one after the other, whatever the edges', () => {
    fc.assert(
      fc.property(values, fc.nat(12), fc.nat(2), fc.integer({ min: 1, max: 3 }), (...drawn) => {
        const [all, edges, offset, stride] = drawn;
        const column = { ...schema, edges: Array.from({ length: edges }, (_, i) => i), max: 11 };
        const count = Math.max(0, Math.ceil((all.length - offset) / stride));
        const counter = new NumericColumnCounter(column);
        // Twice, so that there is something to add to.
        counter.observeAll(all, count, offset, stride);
        counter.observeAll(all, count, offset, stride);
        const taken = all.filter((_, i) => i >= offset && (i - offset) % stride === 0);
        const doubles = taken.map(one => (one === null || one === undefined ? NaN : Number(one)));
        const { moments, ...expected } = profileOf(column, [...doubles, ...doubles]);
        const { moments: found, ...counts } = counter.take();
        expect(counts).toEqual(expected);
        const { mean, m2, ...exact } = moments;
        expect(found).toMatchObject(exact);
        expect(Math.abs(found.mean - mean)).toBeLessThanOrEqual(1e-13);
        expect(Math.abs(found.m2 - m2)).toBeLessThanOrEqual(1e-12 * m2 + 1e-24);
      }),
      { numRuns: 2000 },
    );
  });

  it('stay exact far from zero', () => {
    const counter = new NumericColumnCounter(schema);
    const far = [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16];
    counter.observeAll(far, far.length, 0, 1);
    expect(counter.take().moments).toMatchObject({ count: 4, mean: 1e9 + 10, m2: 90 });
  });
});
