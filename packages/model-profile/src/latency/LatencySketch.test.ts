import fc from 'fast-check';
import { readFixture } from '../../fixtures/readFixture';
import { ProfileFormatError } from '../errors';
import { LatencySketch } from './LatencySketch';

interface LatencyCase {
  name: string;
  values: number[];
  quantiles: { q: number; value: number }[];
}

function sketchOf(values: readonly number[]): LatencySketch {
  const sketch = new LatencySketch();
  values.forEach(value => sketch.add(value));
  return sketch;
}

function merged(...sketches: LatencySketch[]): LatencySketch {
  const sum = new LatencySketch();
  sketches.forEach(sketch => sum.merge(sketch));
  return sum;
}

const latencies = fc
  .array(fc.double({ min: 0, max: 1e5, noNaN: true }), { maxLength: 50 })
  .map(sketchOf);

describe.each(readFixture<LatencyCase[]>('latency'))('$name', ({ values, quantiles }) => {
  it.each(quantiles)('is within 1 % of numpy at q = $q', ({ q, value }) => {
    const estimate = sketchOf(values).quantile(q)!;
    // A hair more than 1 %, for values that lie on the edge of a bucket.
    expect(Math.abs(estimate - value)).toBeLessThanOrEqual(0.01 * value * (1 + 1e-9));
  });
});

describe('merge', () => {
  it('equals adding to one sketch', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e5, noNaN: true }), { maxLength: 50 });
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(merged(sketchOf(a), sketchOf(b))).toEqual(sketchOf([...a, ...b]));
      }),
    );
  });

  it('is associative and commutative and has the empty sketch for identity', () => {
    fc.assert(
      fc.property(latencies, latencies, latencies, (a, b, c) => {
        expect(merged(merged(a, b), c)).toEqual(merged(a, merged(b, c)));
        expect(merged(a, b)).toEqual(merged(b, a));
        expect(merged(a, new LatencySketch())).toEqual(a);
      }),
    );
  });

  it('leaves the other sketch alone', () => {
    const other = sketchOf([1, 2]);
    const sum = sketchOf([3]);
    sum.merge(other);
    sum.add(4);
    expect(other).toEqual(sketchOf([1, 2]));
    expect(sum.count).toBe(4);
  });
});

describe('subtract', () => {
  it('undoes a merge', () => {
    fc.assert(
      fc.property(latencies, latencies, (a, b) => {
        const rest = merged(a, b);
        rest.subtract(b);
        expect(rest).toEqual(merged(a));
      }),
    );
  });

  it('refuses what was never merged, and changes nothing', () => {
    const sketch = sketchOf([1, 2]);
    expect(() => sketch.subtract(sketchOf([1, 3]))).toThrow(RangeError);
    expect(sketch).toEqual(sketchOf([1, 2]));
  });
});

describe('countAbove', () => {
  it('counts what is longer, and never what is not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e5, noNaN: true }), { maxLength: 50 }),
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        (values, limit) => {
          const count = sketchOf(values).countAbove(limit);
          // A hair less than the edges of the buckets, which are floating-point powers.
          const bound = Math.max(limit, 1e-6) * (1 - 1e-9);
          expect(count).toBeLessThanOrEqual(values.filter(value => value > bound).length);
          expect(count).toBeGreaterThanOrEqual(
            values.filter(value => value > bound * 1.0205).length,
          );
        },
      ),
    );
  });

  it('refuses what is no latency', () => {
    expect(() => sketchOf([1]).countAbove(-1)).toThrow(RangeError);
    expect(() => sketchOf([1]).countAbove(NaN)).toThrow(RangeError);
  });
});

describe('toBytes', () => {
  it('is read back by fromBytes', () => {
    fc.assert(
      fc.property(latencies, sketch => {
        expect(LatencySketch.fromBytes(sketch.toBytes())).toEqual(sketch);
      }),
    );
  });

  it('takes a few bytes for each occupied bucket', () => {
    expect(new LatencySketch().toBytes()).toHaveLength(1);
    expect(sketchOf(Array(1000).fill(12)).toBytes().length).toBeLessThan(8);
  });

  it.each([
    ['nothing', []],
    ['another format', [2]],
    ['a bucket beyond the last', [1, 0xff, 0xff, 0x03, 1]],
    ['a bucket without a count', [1, 5]],
  ])('is refused when it holds %s', (_, bytes) => {
    expect(() => LatencySketch.fromBytes(Uint8Array.from(bytes))).toThrow(ProfileFormatError);
  });
});

it('has no quantile before the first latency', () => {
  expect(new LatencySketch().quantile(0.5)).toBeNull();
  expect(new LatencySketch().count).toBe(0);
});

it('counts 0 ms as a nanosecond and a month as 10⁹ ms', () => {
  expect(sketchOf([0]).quantile(1)).toBeCloseTo(1e-6, 7);
  expect(sketchOf([Infinity]).quantile(1)! / 1e9).toBeCloseTo(1, 1);
});

it.each([-1, NaN])('refuses a latency of %p', value => {
  expect(() => new LatencySketch().add(value)).toThrow(RangeError);
});

it.each([-0.1, 1.1, NaN])('refuses the quantile %p', q => {
  expect(() => new LatencySketch().quantile(q)).toThrow(RangeError);
});
