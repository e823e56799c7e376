import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { ProtocolError } from '../ProtocolError';
import { CsvRecords } from './CsvRecords';

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const cases = Number(process.env.FUZZ_CASES ?? 5000);

function readAll(text: string): string[][] | undefined {
  const records = new CsvRecords(text);
  const all: string[][] = [];
  try {
    for (let fields = records.next(100); fields; fields = records.next(100)) all.push(fields);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
  return all;
}

function reference(text: string): string[][] | undefined {
  try {
    return parse(text, {
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
    });
  } catch {
    return undefined;
  }
}

it('reads and refuses what csv-parse does', () => {
  const unit = fc.constantFrom('"', ',', '\n', '\r', '\r\n', 'x', '""', ' ', 'ü', '\ufeff');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 15 }), text => {
      expect(readAll(text)).toEqual(reference(text));
    }),
    { seed, numRuns: cases },
  );
});

it('says where a record begins', () => {
  const records = new CsvRecords('a\r\n"b\r\n\n\r"\n\rc');
  const lines: [string, number][] = [];
  for (let fields = records.next(1); fields; fields = records.next(1)) {
    lines.push([fields[0], records.line]);
  }
  expect(lines).toEqual([
    ['a', 1],
    ['b\r\n\n\r', 2],
    ['', 6],
    ['c', 7],
  ]);
});

it('reads no more fields than are asked for', () => {
  expect(new CsvRecords('a,b,"c').next(2)).toEqual(['a', 'b']);
});
