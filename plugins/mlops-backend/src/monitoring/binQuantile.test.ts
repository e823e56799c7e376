import { buildReferenceProfile, Profiler } from '@mlops-backstage/model-profile';
import type { NumericColumnProfile, NumericColumnSchema } from '@mlops-backstage/model-profile';
import { binQuantile } from './binQuantile';

const schema: NumericColumnSchema = {
  kind: 'numeric',
  name: 'x',
  role: 'prediction',
  edges: [1, 2, 4, 8],
  min: 0,
  max: 10,
};

const profileOf = (counts: number[], min: number | null, max: number | null) =>
  ({
    kind: 'numeric',
    counts,
    below: 0,
    above: 0,
    moments: { count: counts.slice(0, -1).reduce((a, b) => a + b), mean: 0, m2: 0, min, max },
  }) as NumericColumnProfile;

describe('binQuantile', () => {
  // numpy.interp([0, .1, .25, .5, .75, .9, 1], numpy.cumsum([0, 10, 30, 40, 15, 5]) / 100, [0.5, 1, 2, 4, 8, 9.5])
  it.each([
    [0, 0.5],
    [0.1, 1],
    [0.25, 1.5],
    [0.5, 2.5],
    [0.75, 3.75],
    [0.9, 6.666666666666667],
    [1, 9.5],
  ])('%d is what numpy interpolates: %d', (q, expected) => {
    expect(binQuantile(schema, profileOf([10, 30, 40, 15, 5, 77], 0.5, 9.5), q)).toBeCloseTo(
      expected,
      12,
    );
  });

  it('goes past empty bins', () => {
    expect(binQuantile(schema, profileOf([0, 0, 10, 0, 0, 0], 2.5, 3.5), 0.5)).toBe(3);
    expect(binQuantile(schema, profileOf([0, 0, 10, 0, 0, 0], 3, 3), 0.9)).toBe(3);
    expect(binQuantile(schema, profileOf([0, 0, 0, 0, 4, 0], 20, 30), 0.5)).toBe(25);
    expect(binQuantile(schema, profileOf([5, 0, 0, 0, 5, 0], -3, 12), 0.5)).toBe(1);
  });

  it('is nothing without numbers', () => {
    expect(binQuantile(schema, profileOf([0, 0, 0, 0, 0, 9], null, null), 0.5)).toBeUndefined();
  });

  it('is near the real one of real data', () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => Math.exp(i / 300));
    const reference = buildReferenceProfile([
      { name: 'x', role: 'prediction', kind: 'numeric', values },
    ]);
    const profiler = new Profiler(reference.schema);
    profiler.observeNumeric(0, values, values.length);
    const [column] = profiler.take().columns;
    for (const q of [0.1, 0.5, 0.9]) {
      const found = binQuantile(
        reference.schema.columns[0] as NumericColumnSchema,
        column as NumericColumnProfile,
        q,
      );
      expect(found! / values[Math.round(q * 1000)]).toBeCloseTo(1, 1);
    }
  });
});
