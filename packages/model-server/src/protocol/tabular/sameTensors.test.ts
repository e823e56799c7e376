import * as arrow from 'apache-arrow';
import fc from 'fast-check';
import { writeArrow, writeCsv } from '../../testing/tables';
import { Datatype, DATATYPES } from '../Datatype';
import { decodeInferRequest } from '../decodeInferRequest';
import { ModelSignature, TensorSignature } from '../ModelSignature';
import { decodeTable, encodeTable, tableFormatOf } from '.';

jest.setTimeout(60_000);

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

/** Every run of the tests tries some others. */
const cases = Number(process.env.FUZZ_CASES ?? 200);

beforeAll(() => {
  process.stderr.write(`sameTensors.test.ts: FUZZ_SEED=${seed} FUZZ_CASES=${cases}\n`);
});

const LIMITS = { maxRows: 100, maxTensorElements: 10_000 };

const integer = (min: number, max: number) => fc.integer({ min, max });

const bigInteger = (min: bigint, max: bigint) =>
  fc
    .oneof(fc.bigInt({ min, max }), fc.bigInt({ min: 0n, max: 1000n }))
    .map(value => (Number.isSafeInteger(Number(value)) ? Number(value) : String(value)));

/** -0 is 0 in JSON, and small numbers are in short datatypes. */
const float = (max: number) =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .double({ min: -max, max, noNaN: true })
        .map(value => (Math.abs(value) < 1e-7 ? 0 : value)),
    },
    { weight: 1, arbitrary: fc.constant(null) },
  );

const text = fc.string({ unit: 'binary', maxLength: 20 }).map(it => it.replaceAll('\0', '0'));

/** Values as the protocol's JSON has them. */
const VALUES: Record<Datatype, fc.Arbitrary<unknown>> = {
  BOOL: fc.boolean(),
  UINT8: integer(0, 255),
  UINT16: integer(0, 65535),
  UINT32: integer(0, 2 ** 32 - 1),
  UINT64: bigInteger(0n, 2n ** 64n - 1n),
  INT8: integer(-128, 127),
  INT16: integer(-32768, 32767),
  INT32: integer(-(2 ** 31), 2 ** 31 - 1),
  INT64: bigInteger(-(2n ** 63n), 2n ** 63n - 1n),
  FP16: float(65500),
  FP32: float(3e38),
  FP64: float(1e308),
  BYTES: text,
};

/** Types of Arrow that hold all values of a datatype. */
const ARROW_TYPES: Record<Datatype, readonly (() => arrow.DataType)[]> = {
  BOOL: [() => new arrow.Bool()],
  UINT8: [() => new arrow.Uint8(), () => new arrow.Int16(), () => new arrow.Int64()],
  UINT16: [() => new arrow.Uint16(), () => new arrow.Int32(), () => new arrow.Float32()],
  UINT32: [() => new arrow.Uint32(), () => new arrow.Uint64(), () => new arrow.Float64()],
  UINT64: [() => new arrow.Uint64()],
  INT8: [() => new arrow.Int8(), () => new arrow.Float16(), () => new arrow.Float32()],
  INT16: [() => new arrow.Int16(), () => new arrow.Int64(), () => new arrow.Float32()],
  INT32: [() => new arrow.Int32(), () => new arrow.Int64(), () => new arrow.Float64()],
  INT64: [() => new arrow.Int64()],
  FP16: [() => new arrow.Float64()],
  FP32: [() => new arrow.Float64(), () => new arrow.Float32()],
  FP64: [() => new arrow.Float64()],
  BYTES: [
    () => new arrow.Utf8(),
    () => new arrow.LargeUtf8(),
    () => new arrow.Utf8View(),
    () => new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32()),
  ],
};

const signature: fc.Arbitrary<ModelSignature> = fc
  .uniqueArray(
    fc.record({
      // Names that could be elements of others are tried in bindTable.test.ts.
      name: fc
        .string({ unit: 'binary', minLength: 1, maxLength: 8 })
        .map(s => s.replaceAll('[', '(')),
      datatype: fc.constantFrom(...DATATYPES),
      shape: fc.oneof(
        fc.constantFrom([-1], [-1, 1], [-1, -1]),
        integer(2, 4).map(width => [-1, width]),
      ),
    }),
    { minLength: 1, maxLength: 4, selector: ({ name }) => name },
  )
  .map(inputs => ({ inputs, outputs: [] }));

interface Column {
  readonly name: string;
  readonly datatype: Datatype;
  readonly values: readonly unknown[];
  readonly type: number;
}

/** Columns of an input, in the order of its elements. */
function columnsOf({ name, datatype, shape }: TensorSignature, rows: number, free: number) {
  const width = shape[1] === -1 ? free : (shape[1] ?? 1);
  const values = fc.array(VALUES[datatype], { minLength: rows, maxLength: rows });
  const type = fc.nat({ max: ARROW_TYPES[datatype].length - 1 });
  return fc.tuple(
    ...Array.from({ length: width }, (_, i) =>
      fc.record({
        name: fc.constant(width === 1 ? name : `${name}[${i}]`),
        datatype: fc.constant(datatype),
        values,
        type,
      }),
    ),
  );
}

interface Case {
  readonly signature: ModelSignature;
  readonly rows: number;
  /** Of each input. */
  readonly columns: readonly (readonly Column[])[];
  /** The same in any order. */
  readonly shuffled: readonly Column[];
}

const table: fc.Arbitrary<Case> = fc
  .tuple(signature, integer(1, 5), integer(1, 3))
  .chain(([given, rows, free]) =>
    fc.tuple(...given.inputs.map(input => columnsOf(input, rows, free))).chain(columns => {
      const all = columns.flat();
      return fc
        .shuffledSubarray(all, { minLength: all.length, maxLength: all.length })
        .map(shuffled => ({ signature: given, rows, columns, shuffled }));
    }),
  );

/** What the protocol's own decoder makes of the same values. */
function expected({ signature: given, rows, columns }: Case) {
  const inputs = given.inputs.map(({ name, datatype, shape }, i) => {
    const width = columns[i].length;
    const data = Array.from({ length: rows }, (_, row) =>
      columns[i].map(({ values }) => values[row]),
    );
    return {
      name,
      datatype,
      shape: shape.length === 1 ? [rows] : [rows, width],
      data: data.flat(),
    };
  });
  const request = decodeInferRequest(JSON.parse(JSON.stringify({ inputs })), given, LIMITS);
  return { inputs: request.inputs, rows: request.rows };
}

function rowsOf({ rows, shuffled }: Case): Record<string, unknown>[] {
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(shuffled.map(({ name, values }) => [name, values[row]])),
  );
}

function arrowOf({ shuffled }: Case, format: 'stream' | 'file'): Buffer {
  const isBig = (type: arrow.DataType) => arrow.DataType.isInt(type) && type.bitWidth === 64;
  return writeArrow(
    shuffled.map(({ name, datatype, values, type: choice }) => {
      const type = ARROW_TYPES[datatype][choice]();
      return { name, type, values: isBig(type) ? values.map(it => BigInt(it as number)) : values };
    }),
    format,
  );
}

describe('tables give the tensors of the same values in the protocol', () => {
  it('rows', () => {
    fc.assert(
      fc.property(table, given => {
        const json = JSON.parse(JSON.stringify({ rows: rowsOf(given), id: 'x' }));
        const decoded = decodeTable({ format: 'rows', json }, given.signature, LIMITS);
        expect(decoded).toEqual({ id: 'x', ...expected(given) });
      }),
      { seed, numRuns: cases },
    );
  });

  it('CSV', () => {
    fc.assert(
      fc.property(table, given => {
        const bytes = writeCsv(
          given.shuffled.map(({ name, datatype, values }) => ({
            name,
            values:
              datatype === 'BYTES' ? values : values.map(it => (it === null ? null : String(it))),
          })),
        );
        const decoded = decodeTable({ format: 'csv', bytes }, given.signature, LIMITS);
        expect(decoded).toEqual(expected(given));
      }),
      { seed, numRuns: cases },
    );
  });

  it.each(['stream', 'file'] as const)('Arrow %s', format => {
    fc.assert(
      fc.property(table, given => {
        const bytes = arrowOf(given, format);
        const decoded = decodeTable({ format: `arrow-${format}`, bytes }, given.signature, LIMITS);
        expect(decoded).toEqual(expected(given));
      }),
      { seed, numRuns: cases },
    );
  });
});

describe('an answer is read as a request for what it says', () => {
  it('in all formats', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom('rows', 'csv', 'arrow-stream', 'arrow-file'),
        async (given, format) => {
          const { inputs, rows } = expected(given);
          const encoded = await encodeTable(
            format,
            { name: 'm', version: '2' },
            { id: 'i', rows },
            inputs,
          );
          const bytes = Buffer.from(encoded.body as string);
          const told = tableFormatOf(encoded.contentType);
          expect(told).toBe(format === 'rows' ? undefined : format);
          const body = told
            ? { format: told, bytes }
            : { format: 'rows' as const, json: JSON.parse(bytes.toString()) };
          const decoded = decodeTable(body, given.signature, LIMITS);
          expect({ inputs: decoded.inputs, rows: decoded.rows }).toEqual({ inputs, rows });
        },
      ),
      { seed, numRuns: cases },
    );
  });
});
