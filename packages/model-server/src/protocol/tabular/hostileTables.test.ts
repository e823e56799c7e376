import * as arrow from 'apache-arrow';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeArrow, writeVectors } from '../../testing/tables';
import { InferRequest } from '../decodeInferRequest';
import { ModelSignature } from '../ModelSignature';
import { ProtocolError } from '../ProtocolError';
import { decodeTable, TableBody } from '.';

jest.setTimeout(60_000);

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

/** 30,000 passed when this was written; every run of the tests tries some others. */
const cases = Number(process.env.FUZZ_CASES ?? 3000);

beforeAll(() => {
  process.stderr.write(`hostileTables.test.ts: FUZZ_SEED=${seed} FUZZ_CASES=${cases}\n`);
});

const MiB = 1024 * 1024;
const LIMITS = { maxRows: 1000, maxTensorElements: 10_000 };

/** Of the processor, for anything; a body of 16 MiB, the largest by default, takes longest. */
const MAX_MS = 3000;

const SIGNATURE: ModelSignature = {
  inputs: [
    { name: 'dep_delay', datatype: 'FP32', shape: [-1, 1] },
    { name: 'carrier', datatype: 'BYTES', shape: [-1] },
    { name: 'holiday', datatype: 'BOOL', shape: [-1] },
    { name: 'flight', datatype: 'INT64', shape: [-1] },
    { name: 'weather', datatype: 'FP64', shape: [-1, 2] },
  ],
  outputs: [],
};

const one = (datatype: 'FP32' | 'BYTES', shape: number[]): ModelSignature => ({
  inputs: [{ name: 'x', datatype, shape }],
  outputs: [],
});

const fixture = (name: string) => readFileSync(join(__dirname, '../../../fixtures/tables', name));

/** What the decoder says, or the message of its refusal. Any other error is one of the test. */
function decode(body: TableBody, signature = SIGNATURE, limits = LIMITS): InferRequest | string {
  const began = process.cpuUsage();
  const decoded = orRefused(() => decodeTable(body, signature, limits));
  const { user, system } = process.cpuUsage(began);
  const took = (user + system) / 1000;
  if (took > MAX_MS) throw new Error(`It took ${took} ms`);
  return decoded;
}

function orRefused<T>(decodeIt: () => T): T | string {
  try {
    return decodeIt();
  } catch (error) {
    if (error instanceof ProtocolError && error.status === 400 && error.message.length < 2000) {
      return error.message;
    }
    throw error;
  }
}

/** Bytes with some of them replaced, moved or cut off. */
function mutated(bytes: Buffer): fc.Arbitrary<Buffer> {
  const at = fc.nat({ max: bytes.length - 1 });
  const change = fc.oneof(
    fc.tuple(at, fc.nat({ max: 255 })).map(([i, byte]) => (copy: Buffer) => {
      copy[i % copy.length] = byte;
      return copy;
    }),
    fc
      .tuple(at, fc.constantFrom(0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 2 ** 24, 1000))
      .map(([i, value]) => (copy: Buffer) => {
        if (copy.length >= 4) copy.writeInt32LE(value, Math.min(i & ~3, copy.length - 4));
        return copy;
      }),
    fc.tuple(at, at).map(([i, j]) => (copy: Buffer) => {
      copy.copyWithin(i, j, j + 8);
      return copy;
    }),
    at.map(i => (copy: Buffer) => copy.subarray(0, i + 1)),
  );
  return fc
    .array(change, { minLength: 1, maxLength: 4 })
    .map(changes => changes.reduce((copy, apply) => apply(copy), Buffer.from(bytes)));
}

const FORMATS = ['csv', 'arrow-stream', 'arrow-file'] as const;

describe('whatever is sent, it is read or refused', () => {
  it.each(FORMATS)('random bytes as %s', format => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
        expect(decode({ format, bytes: Buffer.from(bytes) })).toBeDefined();
      }),
      { seed, numRuns: cases },
    );
  });

  it.each([
    ['csv', 'flights.csv'],
    ['arrow-stream', 'flights.arrows'],
    ['arrow-stream', 'flights_categories.arrows'],
    ['arrow-stream', 'flights_lz4.arrows'],
    ['arrow-stream', 'flights_legacy.arrows'],
    ['arrow-file', 'flights.arrow'],
  ] as const)('%s with bytes changed in %s', (format, name) => {
    fc.assert(
      fc.property(mutated(fixture(name)), bytes => {
        expect(decode({ format, bytes })).toBeDefined();
      }),
      { seed, numRuns: cases },
    );
  });

  it('any text as CSV, where quotes and line ends are common', () => {
    const unit = fc.constantFrom('"', ',', '\n', '\r', 'x', '[', ']', '0', '1', ' ', '-', 'e', '.');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), text => {
        const csv = (bytes: string) => ({ format: 'csv' as const, bytes: Buffer.from(bytes) });
        expect(decode(csv(text), one('FP32', [-1, -1]))).toBeDefined();
        expect(decode(csv(`x\n${text}`), one('BYTES', [-1]))).toBeDefined();
      }),
      { seed, numRuns: cases },
    );
  });

  it('any JSON as rows', () => {
    const cell = fc.oneof(fc.jsonValue(), fc.double(), fc.string());
    const key = fc.oneof(
      fc.constantFrom('x', 'x[0]', 'x[1]', '__proto__', 'constructor', 'toString'),
      fc.string(),
    );
    const row = fc.oneof(
      { weight: 5, arbitrary: fc.dictionary(key, cell, { maxKeys: 3 }) },
      { weight: 1, arbitrary: fc.jsonValue() },
    );
    const json = fc.oneof(
      fc.record(
        { rows: fc.array(row), id: fc.jsonValue(), outputs: fc.jsonValue() },
        { requiredKeys: ['rows'] },
      ),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(json, value => {
        expect(decode({ format: 'rows', json: value }, one('FP32', [-1, -1]))).toBeDefined();
      }),
      { seed, numRuns: cases },
    );
  });
});

describe('CSV of 16 MiB', () => {
  const csv = (bytes: Buffer | string, signature = SIGNATURE, limits = LIMITS) =>
    decode({ format: 'csv', bytes: Buffer.from(bytes as string) }, signature, limits);
  const fill = (text: string) => text.repeat(Math.floor((16 * MiB) / text.length));

  it('of one field', () => {
    expect(csv(`x\n${fill('1')}`, one('FP32', [-1]))).toContain('Line 2, column "x": got "111');
    expect(csv(`x\n${fill('1')}.`, one('FP32', [-1]))).toContain('Line 2, column "x": got "111');
    expect(csv(`x\n"${fill('""')}x"`, one('FP32', [-1]))).toContain('Line 2, column "x"');
    expect(csv(`x\n"${fill('1')}`, one('FP32', [-1]))).toContain('a quote that is not closed');
    expect(csv(`x\n${fill(' ')}a`, one('FP32', [-1]))).toContain('Line 2, column "x"');
    expect(csv(`x\na"${fill('1')}`, one('FP32', [-1]))).toContain('a quote in a field');
    for (const name of ['x', '[', '[0]', '1']) {
      expect(csv(fill(name), one('FP32', [-1, -1]))).toMatch(/Unknown column|no rows/);
    }
  });

  it('of millions of columns', () => {
    expect(csv(fill('a,'))).toContain('Column "a" is given twice');
    expect(csv(fill(','))).toContain('Column "" is given twice');
    expect(csv(`x\n${fill(',')}`, one('BYTES', [-1]))).toBe('Line 2: expected 1 fields, got more');
    const names = Array.from({ length: 1_500_000 }, (_, i) => `x[${i}]`).join(',');
    expect(csv(names, one('FP32', [-1, -1]))).toContain('has more than 10000 elements');
    expect(csv(names, one('FP32', [-1, 2]))).toContain('Unknown column "x[2]"');
  });

  it('of millions of lines', () => {
    expect(csv(`x\n${fill('1\n')}`, one('FP32', [-1]))).toContain('more than 1000 rows');
    expect(csv(`x\n${fill('\n')}`, one('FP32', [-1]))).toContain('more than 1000 rows');
    expect(csv(fill('\n'))).toContain('The body is empty');
    expect(
      csv(`x\n${fill('1\n')}`, one('FP32', [-1]), { maxRows: 1e9, maxTensorElements: 50 }),
    ).toContain('has more than 50 elements');
  });
});

describe('Arrow that lies', () => {
  const stream = (bytes: Buffer, signature = SIGNATURE) =>
    decode({ format: 'arrow-stream', bytes }, signature);

  it('about any of its numbers', () => {
    for (const [format, name] of [
      ['arrow-stream', 'flights.arrows'],
      ['arrow-stream', 'flights_categories.arrows'],
      ['arrow-file', 'flights.arrow'],
    ] as const) {
      const bytes = fixture(name);
      for (let at = 0; at + 4 <= bytes.length; at += 4) {
        for (const lie of [2 ** 31 - 1, -1, -(2 ** 31), 2 ** 20]) {
          const copy = Buffer.from(bytes);
          copy.writeInt32LE(lie, at);
          expect(decode({ format, bytes: copy })).toBeDefined();
        }
      }
    }
  });

  it('with text that is shared', () => {
    const rows = 1000;
    const long = 'x'.repeat(MiB);
    const dictionary = arrow.vectorFromArray([long], new arrow.Utf8());
    const type = new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32());
    const data = new Int32Array(rows);
    const shared = arrow.makeVector(
      arrow.makeData({ type, length: rows, nullCount: 0, data, dictionary }),
    );
    expect(stream(writeVectors(['x'], [shared]), one('BYTES', [-1]))).toBe(
      'The text of dictionaries and views is repeated too often',
    );
    // Offsets that go back and forth give every other row all of the text.
    const plain = arrow.vectorFromArray(Array(rows).fill('x'.repeat(2000)), new arrow.Utf8());
    plain.data[0].valueOffsets.forEach((_, i, offsets) => (offsets[i] = i % 2 ? 2_000_000 : 0));
    expect(stream(writeVectors(['x'], [plain]), one('BYTES', [-1]))).toMatch(
      /^The body is not valid Arrow IPC|^The text/,
    );
  });

  it('with types inside each other', () => {
    let type: arrow.DataType = new arrow.Float32();
    for (let depth = 0; depth < 300; depth++) type = new arrow.List(new arrow.Field('item', type));
    const schema = new arrow.Schema([new arrow.Field('x', type)]);
    const bytes = Buffer.from(arrow.tableToIPC(new arrow.Table(schema), 'stream'));
    expect(stream(bytes, one('FP32', [-1]))).toMatch(/no rows|of Arrow's type list/);
  });

  it('with thousands of columns', () => {
    const columns = Array.from({ length: 5000 }, (_, i) => ({
      name: `c${i}`,
      type: new arrow.Float32(),
      values: [1],
    }));
    expect(stream(writeArrow(columns))).toContain('Unknown column "c0"');
  });
});
