import { buildReferenceProfile, mergeProfiles, Profile } from '@mlops-backstage/model-profile';
import fc from 'fast-check';
import { Datatype, Tensor, TensorData } from '../protocol/Datatype';
import { ELEMENT_READERS } from '../protocol/elementReaders';
import { ModelSignature } from '../protocol/ModelSignature';
import { bindColumns } from './bindColumns';
import { RowProfiler } from './RowProfiler';

const signature: ModelSignature = {
  inputs: [
    { name: 'x', datatype: 'FP32', shape: [-1, 3] },
    { name: 'count', datatype: 'INT64', shape: [-1] },
    { name: 'half', datatype: 'FP16', shape: [-1, 1] },
    { name: 'wide', datatype: 'FP64', shape: [-1, -1] },
    { name: 'city', datatype: 'BYTES', shape: [-1] },
  ],
  outputs: [{ name: 'yes', datatype: 'BOOL', shape: [-1] }],
};

const numeric = (name: string) =>
  ({ name, role: 'feature', kind: 'numeric', values: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }) as const;

const { schema } = buildReferenceProfile([
  numeric('x[0]'),
  numeric('x[2]'),
  numeric('count'),
  numeric('half'),
  numeric('wide[1]'),
  { name: 'city', role: 'feature', kind: 'categorical', values: [...'aaaabbbbccc'] },
  {
    name: 'yes',
    role: 'prediction',
    kind: 'categorical',
    values: [...'10101010101'].map(one => one === '1'),
  },
]);
const bound = bindColumns(schema, signature);

const VALUES: Partial<Record<Datatype, (value: number) => unknown>> = {
  INT64: value => value,
  BYTES: value => 'abcd'[value % 4],
  BOOL: value => value % 2 === 0,
};

function tensor(datatype: Datatype, shape: number[], values: number[]): Tensor {
  const { allocate, store } = ELEMENT_READERS[datatype];
  const elements = shape.reduce((product, size) => product * size, 1);
  const data: TensorData = allocate(elements);
  for (let i = 0; i < elements; i++) {
    const value = values[i % values.length];
    store(VALUES[datatype]?.(value) ?? value, data, i);
  }
  return { datatype, shape, data };
}

function requestOf(rows: number, width: number, values: number[]) {
  const inputs = new Map([
    ['x', tensor('FP32', [rows, 3], values)],
    ['count', tensor('INT64', [rows], values)],
    ['half', tensor('FP16', [rows, 1], values)],
    ['wide', tensor('FP64', [rows, width], values)],
    ['city', tensor('BYTES', [rows], values)],
  ]);
  return { inputs, outputs: new Map([['yes', tensor('BOOL', [rows], values)]]) };
}

/** Which of two orders numbers were added in shows in the last digits of their mean and their spread. */
function expectSame(found: Profile, expected: Profile): void {
  const near = (value: number) => expect.closeTo(value, 6);
  expect(found).toEqual({
    ...expected,
    columns: expected.columns.map(column => {
      if (column.kind === 'categorical') return column;
      const { mean, m2 } = column.moments;
      return { ...column, moments: { ...column.moments, mean: near(mean), m2: near(m2) } };
    }),
  });
}

describe('RowProfiler', () => {
  const request = fc.record({
    rows: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 80 })),
    width: fc.oneof(fc.constant(4), fc.constantFrom(2, 100, 200)),
    values: fc.array(fc.nat(12), { minLength: 1, maxLength: 50 }),
  });

  it('counts the same rows, whichever wait for others', () => {
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 40 }), requests => {
        const together = new RowProfiler(bound);
        const alone = requests.map(({ rows, width, values }) => {
          together.add(rows, requestOf(rows, width, values));
          const profiler = new RowProfiler(bound);
          // Row by row, each taken at once: none waits for another.
          const { inputs, outputs } = requestOf(rows, width, values);
          return Array.from({ length: rows }, (_, row) => {
            const rowOf = (tensors: Map<string, Tensor>) =>
              new Map(
                Array.from(tensors, ([name, { datatype, shape, data }]) => {
                  const size = data.length / rows;
                  const own = data.slice(row * size, (row + 1) * size);
                  return [name, { datatype, shape: [1, ...shape.slice(1)], data: own }] as const;
                }),
              );
            profiler.add(1, { inputs: rowOf(inputs), outputs: rowOf(outputs) });
            return profiler.take();
          });
        });
        expectSame(together.take(), alone.flat().reduce(mergeProfiles));
        expect(together.take().rows).toBe(0);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 100) },
    );
  });

  it('counts nothing of a request of which a tensor lacks rows', () => {
    const profiler = new RowProfiler(bound);
    profiler.add(1, requestOf(1, 4, [1]));
    const short = requestOf(2, 4, [9]);
    short.outputs.set('yes', tensor('BOOL', [1], [9]));
    expect(() => profiler.add(2, short)).toThrow(
      new RangeError("'yes' of shape [1] has no 1 elements of 2 rows"),
    );
    const narrow = requestOf(1, 1, [9]);
    expect(() => profiler.add(1, narrow)).toThrow(RangeError);
    const once = new RowProfiler(bound);
    once.add(1, requestOf(1, 4, [1]));
    expect(profiler.take()).toEqual(once.take());
  });
});
