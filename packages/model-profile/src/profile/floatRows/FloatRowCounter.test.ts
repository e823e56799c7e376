import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { NumericColumnSchema, ProfileSchema } from '../../schema/ProfileSchema';
import { Profiler } from '../Profiler';
import { NumericColumnCounter } from '../NumericColumnCounter';
import { rowsScratch } from './countRows';
import { floatBelow, FloatRowCounter } from './FloatRowCounter';

const RUNS = { numRuns: Number(process.env.FUZZ_RUNS ?? 300) };
const PACKAGE = join(__dirname, '../../..');

/** A generator of numbers that is fast and always the same. */
function random(seed: number): () => number {
  let state = seed * 2 + 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state + 2 ** 31) / 2 ** 32;
  };
}

const float = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.float({ noNaN: true }),
  fc.constantFrom(3.4028234663852886e38, -3.4028234663852886e38, 1e-45, -0),
);
const column = fc.record({
  // Floats, what lies between two of them, and what is larger than any.
  edges: fc.uniqueArray(
    fc.oneof(float, fc.double({ noNaN: true, min: -4, max: 4 }), fc.constantFrom(1e39, -1e39)),
    { maxLength: 12 },
  ),
  element: fc.nat(9),
});

function schemaOf(columns: ReadonlyArray<{ edges: readonly number[] }>): ProfileSchema {
  return {
    convention: 'v1',
    columns: columns.map(({ edges }, i): NumericColumnSchema => ({
      name: `c${i}`,
      role: 'feature',
      kind: 'numeric',
      edges: [...edges].sort((a, b) => a - b),
      min: -2,
      max: 2,
    })),
  };
}

describe('FloatRowCounter', () => {
  it('counts what is counted value by value', () => {
    expect(rowsScratch()).not.toBeNull();
    const input = fc.record({
      columns: fc.array(column, { minLength: 1, maxLength: 8 }),
      more: fc.oneof(fc.nat(3), fc.constantFrom(200, 1_300)),
      batches: fc.array(fc.oneof(fc.nat(12), fc.integer({ min: 0, max: 2_500 })), {
        minLength: 1,
        maxLength: 3,
      }),
      values: fc.array(float, { minLength: 1, maxLength: 40 }),
      odd: fc.option(fc.constantFrom(NaN, Infinity, -Infinity)),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(input, ({ columns, more, batches, values, odd, seed }) => {
        const width = Math.max(...columns.map(({ element }) => element)) + 1 + more;
        const schema = schemaOf(columns);
        const together = new Profiler(schema);
        const singly = new Profiler(schema);
        const rowCounter = together.floatRows(
          columns.map(({ element }, index) => ({ index, element })),
        );
        const next = random(seed);
        for (const batch of batches) {
          const rows = Math.min(batch, Math.floor(25_000 / width));
          const data = Float32Array.from({ length: rows * width }, () =>
            odd !== null && next() < 0.001 ? odd! : values[Math.floor(next() * values.length)],
          );
          rowCounter.count(data, rows, width);
          columns.forEach(({ element }, i) => {
            for (let row = 0; row < rows; row++) {
              singly.observeNumeric(i, data, 1, row * width + element);
            }
          });
        }
        const [found, expected] = [together.take(), singly.take()];
        found.columns.forEach((counted, i) => {
          const wanted = expected.columns[i];
          if (counted.kind !== 'numeric' || wanted.kind !== 'numeric') throw new Error('numeric');
          const { mean, m2, ...moments } = counted.moments;
          expect({ ...counted, moments: { ...moments, mean: 0, m2: 0 } }).toEqual({
            ...wanted,
            moments: { ...wanted.moments, mean: 0, m2: 0 },
          });
          const scale = Math.max(Math.abs(Number(moments.min)), Math.abs(Number(moments.max)));
          if (moments.count === 0) return;
          expect(Math.abs(mean - wanted.moments.mean)).toBeLessThanOrEqual(1e-11 * scale);
          expect(Math.abs(m2 - wanted.moments.m2)).toBeLessThanOrEqual(
            1e-9 * moments.count * scale * scale,
          );
        });
      }),
      RUNS,
    );
  });

  it('counts the same where the machine cannot go through rows', () => {
    const [schema] = schemaOf([{ edges: [0, 1] }]).columns;
    const data = Float32Array.from({ length: 60 }, (_, i) => i % 7);
    const count = (scratch: ReturnType<typeof rowsScratch>) => {
      const counter = new NumericColumnCounter(schema as NumericColumnSchema);
      new FloatRowCounter([{ counter, element: 1 }], scratch).count(data, 30, 2);
      return counter.take();
    };
    expect(count(null)).toEqual(count(rowsScratch()));
  });

  it('counts nothing where columns or values are missing', () => {
    const profiler = new Profiler(schemaOf([{ edges: [0] }]));
    const rows = profiler.floatRows([{ index: 0, element: 3 }]);
    expect(() => rows.count(new Float32Array(30), 10, 3)).toThrow(RangeError);
    expect(() => rows.count(new Float32Array(39), 10, 4)).toThrow(RangeError);
    expect(() => profiler.floatRows([{ index: 1, element: 0 }])).toThrow(RangeError);
    expect(profiler.take()).toEqual(new Profiler(schemaOf([{ edges: [0] }])).take());
  });

  it('compares floats with a float as with the double', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.float({ noNaN: true }), (edge, value) => {
        const below = floatBelow(edge);
        expect(below).toBeLessThanOrEqual(edge);
        expect(Math.fround(below)).toBe(below);
        // The next ones, too.
        const near = [value, below, Math.fround(edge), Math.fround(edge * (1 + 2 ** -23))];
        const finite = near.filter(Number.isFinite);
        expect(finite.map(one => one > below)).toEqual(finite.map(one => one > edge));
      }),
      RUNS,
    );
    expect(floatBelow(-1e-60)).toBe(-1.401298464324817e-45);
    expect(floatBelow(1e39)).toBe(3.4028234663852886e38);
    expect(floatBelow(Infinity)).toBe(Infinity);
  });

  it('has the code that its script makes', () => {
    const made = spawnSync(process.execPath, ['scripts/makeCountRows.mjs', '--check'], {
      cwd: PACKAGE,
      encoding: 'utf8',
    });
    expect(made).toMatchObject({ status: 0, stderr: '' });
  });
});
