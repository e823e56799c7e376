// Declared where it is used most: another entry needs a new lock file.
import fc from 'fast-check';
import { bytesOf } from '../testing/binary';
import { BinarySection } from './BinarySection';
import { Datatype, DATATYPES } from './Datatype';
import { decodeBinaryData } from './decodeBinaryData';
import { decodeInferRequest, InferRequest } from './decodeInferRequest';
import { encodeBinaryData } from './encodeBinaryData';
import { fromHalf } from './half';
import { ModelSignature } from './ModelSignature';
import { parseInferBody } from './parseInferBody';
import { ProtocolError } from './ProtocolError';

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

/** 100,000 passed when this was written; every run of the tests tries some others. */
const cases = Number(process.env.FUZZ_CASES ?? 10_000);

/** Options for a property that is tried on a share of the cases. */
const share = (of: number) => ({ seed, numRuns: Math.round(cases * of) });

beforeAll(() => {
  process.stderr.write(`binaryData.test.ts: FUZZ_SEED=${seed} FUZZ_CASES=${cases}\n`);
});

/** How the protocol lays out one element, one byte after the other. */
const REFERENCE: Record<
  Exclude<Datatype, 'BYTES'>,
  [size: number, read: (view: DataView) => unknown]
> = {
  BOOL: [1, view => view.getUint8(0)],
  UINT8: [1, view => view.getUint8(0)],
  UINT16: [2, view => view.getUint16(0, true)],
  UINT32: [4, view => view.getUint32(0, true)],
  UINT64: [8, view => view.getBigUint64(0, true)],
  INT8: [1, view => view.getInt8(0)],
  INT16: [2, view => view.getInt16(0, true)],
  INT32: [4, view => view.getInt32(0, true)],
  INT64: [8, view => view.getBigInt64(0, true)],
  FP16: [2, view => fromHalf(view.getUint16(0, true))],
  FP32: [4, view => view.getFloat32(0, true)],
  FP64: [8, view => view.getFloat64(0, true)],
};

/** An input's elements, or undefined where they have to be refused. */
function reference(datatype: Datatype, elements: number, bytes: Uint8Array): unknown[] | undefined {
  const values: unknown[] = [];
  let rest = [...bytes];
  for (let i = 0; i < elements; i++) {
    let size = 4;
    if (datatype === 'BYTES') {
      if (rest.length < 4) return undefined;
      size = rest[0] + rest[1] * 2 ** 8 + rest[2] * 2 ** 16 + rest[3] * 2 ** 24;
      rest = rest.slice(4);
    } else {
      [size] = REFERENCE[datatype];
    }
    if (rest.length < size) return undefined;
    const element = Uint8Array.from(rest.slice(0, size));
    rest = rest.slice(size);
    if (datatype === 'BYTES') {
      try {
        values.push(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(element));
      } catch {
        return undefined;
      }
      if (element.includes(0)) return undefined;
    } else {
      if (datatype === 'BOOL' && element[0] > 1) return undefined;
      values.push(REFERENCE[datatype][1](new DataView(element.buffer)));
    }
  }
  return rest.length === 0 ? values : undefined;
}

function valuesOf(datatype: Datatype, data: ArrayLike<unknown>): unknown[] {
  const values = Array.from(data);
  return datatype === 'FP16' ? values.map(bits => fromHalf(bits as number)) : values;
}

/** What the decoder says, or undefined when it refuses. Any other error is one of the test. */
function orRefused<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch (error) {
    if (error instanceof ProtocolError && error.status === 400 && error.message) return undefined;
    throw error;
  }
}

/** Bytes at any place in memory, as they come from a socket. */
function placed(bytes: Uint8Array, offset: number): Buffer {
  const memory = Buffer.alloc(bytes.length + offset + 3, 0xee);
  memory.set(bytes, offset);
  return memory.subarray(offset, offset + bytes.length);
}

const offset = fc.nat({ max: 15 });
const text = fc
  .string({ unit: 'binary', maxLength: 6 })
  .map(string => string.replaceAll('\0', '0'));

/** Mostly strings as they should be, at times with something wrong in them. */
const stringBytes = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: text.map(string => bytesOf(string)) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 5 }).map(bytes => Buffer.from(bytes)) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(bytesOf('\0'), bytesOf('\ufffd'), bytesOf('\ufeff')),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          Buffer.from([1, 0, 0, 0, 0xff]),
          Buffer.from([3, 0, 0, 0, 0xed, 0xa0, 0x80]),
          Buffer.from([0xff, 0xff, 0xff, 0xff]),
        ),
      },
    ),
    { maxLength: 6 },
  )
  .map(parts => Buffer.concat(parts));

describe('decodeBinaryData', () => {
  it.each(DATATYPES)('reads %s as the reference does, wherever it lies, and back', datatype => {
    const unit = datatype === 'BYTES' ? 1 : REFERENCE[datatype][0];
    const bytes =
      datatype === 'BYTES'
        ? stringBytes
        : fc.oneof(
            fc.uint8Array({ maxLength: 6 * unit, ...(datatype === 'BOOL' && { max: 1 }) }),
            fc
              .array(fc.uint8Array({ minLength: unit, maxLength: unit }), { maxLength: 6 })
              .map(elements => Buffer.concat(elements)),
          );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), bytes, offset, (elements, sent, at) => {
        const fits = datatype === 'BYTES' ? elements : Math.max(1, Math.floor(sent.length / unit));
        for (const count of new Set([elements, fits])) {
          const expected = reference(datatype, count, sent);
          const decoded = orRefused(() =>
            decodeBinaryData('x', datatype, [count, 1], placed(sent, at)),
          );
          expect(decoded && valuesOf(datatype, decoded)).toEqual(expected);
          if (!decoded) continue;
          const encoded = encodeBinaryData({ datatype, shape: [count, 1], data: decoded });
          expect(encoded.equals(sent)).toBe(true);
        }
      }),
      share(0.05),
    );
  });

  it('carries any strings but those with a NUL', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), offset, (strings, at) => {
        const bytes = encodeBinaryData({
          datatype: 'BYTES',
          shape: [strings.length],
          data: strings,
        });
        expect(bytes.equals(bytesOf(...strings))).toBe(true);
        expect(decodeBinaryData('x', 'BYTES', [strings.length], placed(bytes, at))).toEqual(
          strings,
        );
      }),
      share(0.05),
    );
  });

  it('copies nothing that lies where an array can begin', () => {
    const memory = Buffer.alloc(64);
    const data = decodeBinaryData('x', 'FP64', [2], memory.subarray(16, 32)) as Float64Array;
    expect([data.buffer === memory.buffer, data.byteOffset - memory.byteOffset]).toEqual([
      true,
      16,
    ]);
    const moved = decodeBinaryData('x', 'FP64', [2], memory.subarray(17, 33)) as Float64Array;
    expect([moved.buffer === memory.buffer, moved.byteOffset]).toEqual([false, 0]);
  });

  it('is not led to allocate what was not sent', () => {
    const huge = [100_000_000];
    expect(() => decodeBinaryData('x', 'FP64', huge, Buffer.alloc(8))).toThrow('800000000 bytes');
    expect(() => decodeBinaryData('x', 'BYTES', huge, Buffer.alloc(8))).toThrow('runs over');
  });
});

describe('requests with binary data', () => {
  const LIMITS = { maxRows: 100, maxTensorElements: 100 };
  const inputs = [
    { name: 'a', datatype: 'FP32' as const, shape: [-1] },
    { name: 'b', datatype: 'BYTES' as const, shape: [-1] },
    { name: 'c', datatype: 'INT64' as const, shape: [-1] },
  ];
  const signature: ModelSignature = { inputs, outputs: [{ ...inputs[0], name: 'y' }] };

  function decode(body: Buffer, headerLength: number): InferRequest {
    const { json, ...read } = parseInferBody(body, headerLength);
    return decodeInferRequest(json, signature, LIMITS, read);
  }

  const size = (right: number) =>
    fc.oneof(
      { weight: 12, arbitrary: fc.constant<unknown>(right) },
      {
        weight: 1,
        arbitrary: fc.constantFrom<unknown>(
          ...[
            -1,
            0,
            right - 1,
            right + 1,
            right + 8,
            2 ** 31,
            2 ** 53,
            1e300,
            1.5,
            '8',
            null,
            [],
            {},
          ],
        ),
      },
    );

  it('are read as the reference does, and refused where it refuses them', () => {
    let read = 0;
    const request = fc.integer({ min: 1, max: 3 }).chain(rows =>
      fc.record({
        rows: fc.constant(rows),
        order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
        strings: fc.array(text, { minLength: rows, maxLength: rows }),
        wrongSize: fc.tuple(size(4 * rows), size(-7), size(8 * rows)),
        inJson: fc.boolean(),
        fill: fc.uint8Array({ minLength: 12 * rows, maxLength: 12 * rows }),
        surplus: fc.oneof(
          { weight: 8, arbitrary: fc.constant(0) },
          fc.integer({ min: -3, max: 3 }),
        ),
        padding: fc.nat({ max: 9 }),
      }),
    );
    fc.assert(
      fc.property(
        request,
        ({ rows, order, strings, wrongSize, inJson, fill, surplus, padding }) => {
          const right = [Buffer.from(fill.subarray(0, 4 * rows)), bytesOf(...strings)];
          right.push(Buffer.from(fill.subarray(4 * rows)));
          const sizes = [wrongSize[0], wrongSize[1] === -7 ? right[1].length : wrongSize[1]];
          sizes.push(inJson ? undefined : wrongSize[2]);
          const given = order.map(i => ({
            name: inputs[i].name,
            datatype: inputs[i].datatype,
            shape: [rows],
            ...(sizes[i] === undefined
              ? { data: Array(rows).fill(7) }
              : { parameters: { binary_data_size: sizes[i] } }),
          }));
          const header = Buffer.from(JSON.stringify({ inputs: given }) + ' '.repeat(padding));
          const sent = order.filter(i => sizes[i] !== undefined).map(i => right[i]);
          const whole = Buffer.concat([header, ...sent, Buffer.alloc(Math.max(surplus, 0))]);
          const body = whole.subarray(0, whole.length + Math.min(surplus, 0));

          // The slow one goes through the bytes from the front.
          const expected = new Map<string, unknown[]>();
          let rest: Buffer | undefined = body.subarray(header.length);
          for (const i of order) {
            const wanted: unknown = sizes[i];
            if (wanted === undefined) {
              expected.set(inputs[i].name, Array(rows).fill(7n));
              continue;
            }
            const valid = typeof wanted === 'number' && Number.isInteger(wanted) && wanted >= 0;
            if (!rest || !valid || wanted > rest.length) {
              rest = undefined;
              break;
            }
            const values = reference(inputs[i].datatype, rows, rest.subarray(0, wanted));
            rest = values && rest.subarray(wanted);
            if (values) expected.set(inputs[i].name, values);
          }
          const decoded = orRefused(() => decode(body, header.length));
          expect(decoded !== undefined).toBe(rest?.length === 0);
          for (const [name, { data }] of decoded?.inputs ?? []) {
            expect(Array.from<unknown>(data)).toEqual(expected.get(name));
          }
          if (decoded) read++;
        },
      ),
      share(0.15),
    );
    // Both verdicts were tried.
    expect(read / cases).toBeGreaterThan(0.03);
    expect(read / cases).toBeLessThan(0.14);
  });

  it('of arbitrary bytes are refused with a reason', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat({ max: 70 }), (bytes, length) => {
        expect(orRefused(() => decode(Buffer.from(bytes), length))).toBeUndefined();
      }),
      share(0.1),
    );
  });

  it('of broken ones that were well are refused with a reason, or read', () => {
    const a = { name: 'a', datatype: 'FP32', shape: [1], parameters: { binary_data_size: 4 } };
    const b = { name: 'b', datatype: 'BYTES', shape: [1], parameters: { binary_data_size: 6 } };
    const c = { name: 'c', datatype: 'INT64', shape: [1], parameters: { binary_data_size: 8 } };
    const header = Buffer.from(JSON.stringify({ inputs: [a, b, c] }));
    const well = Buffer.concat([header, Buffer.alloc(4), bytesOf('hi'), Buffer.alloc(8)]);
    expect(decode(well, header.length).rows).toBe(1);
    const change = fc.tuple(fc.nat({ max: well.length - 1 }), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 4 }),
        fc.integer({ min: -2, max: 2 }),
        (changes, by) => {
          const body = Buffer.from(well);
          for (const [at, byte] of changes) body[at] = byte;
          orRefused(() => decode(body, header.length + by));
        },
      ),
      share(0.1),
    );
  });
});

describe('BinarySection', () => {
  it.each([[-1], [0.5], [NaN], [Infinity], [2 ** 60], ['4'], [null], [undefined], [{}], [[4]]])(
    'has no %p bytes to give',
    size => {
      expect(() => new BinarySection(Buffer.alloc(4)).take('x', size)).toThrow(
        `Input "x": 'binary_data_size' must be a number of bytes, got`,
      );
    },
  );
});
