import { createMockDirectory } from '@backstage/backend-test-utils';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readReferenceData } from './readReferenceData';

// Files of many megabytes, on machines that do other work at the same time.
jest.setTimeout(60_000);

const FIXTURES = join(__dirname, '../../fixtures/artifacts');
const FLIGHTS = join(__dirname, '../../../../examples/flights/flight-delay-risk');

describe('readReferenceData', () => {
  const folder = createMockDirectory();
  let path: string;

  beforeEach(() => {
    folder.clear();
    path = folder.resolve('reference');
  });

  const read = async (content: string | Uint8Array) => {
    await writeFile(path, content);
    const { rows, columns } = await readReferenceData(path);
    return {
      rows,
      columns: Object.fromEntries(columns.map(({ name, values }) => [name, Array.from(values)])),
    };
  };

  const refused = (content: Promise<unknown>, reason: string | RegExp) =>
    expect(content).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(reason),
    });

  it('refuses an empty file', async () => {
    await refused(read(''), 'is empty');
  });

  it('refuses a file of more than 200 MiB without reading it', async () => {
    const file = await open(path, 'w');
    await file.truncate(200 * 1024 * 1024 + 1);
    await file.close();
    await refused(readReferenceData(path), /200 MiB are the most/);
  });

  describe('from CSV', () => {
    it('reads numbers, text and missing values', async () => {
      const csv =
        '\ufeffdelay,origin,zip,ratio,none,note\r\n' +
        '1,JFK,01234,.5,,"a ""quoted"", text"\r\n' +
        '-2.5e3,,10001,NaN,,"two\nlines"\r\n' +
        '\r\n' +
        ',Zürich,10002,-inf,,x\r\n';
      expect(await read(csv)).toEqual({
        rows: 3,
        columns: {
          delay: [1, -2500, null],
          origin: ['JFK', null, 'Zürich'],
          zip: ['01234', '10001', '10002'],
          ratio: [0.5, null, -Infinity],
          none: [null, null, null],
          note: ['a "quoted", text', 'two\nlines', 'x'],
        },
      });
    });

    it('takes a column for text when one value is no number', async () => {
      expect((await read('a,b\n1,0x10\n1.5.2,2\n')).columns).toEqual({
        a: ['1', '1.5.2'],
        b: ['0x10', '2'],
      });
    });

    it('reads a header without rows', async () => {
      expect(await read('a,b\n')).toEqual({ rows: 0, columns: { a: [], b: [] } });
    });

    it.each([
      ['a row of another length', 'a,b\n1,2\n3\n', /malformed CSV: .*line 3/],
      ['an open quote', 'a,b\n"1,2\n', /malformed CSV: Quote Not Closed/],
      ['two columns of a name', 'a,b,a\n1,2,3\n', 'has the column "a" twice'],
      ['a column without a name', 'a,\n1,2\n', 'a column without a name'],
      ['binary content', Buffer.from([0x80, 4, 0x95, 0, 0, 1, 10, 2]), 'neither Parquet nor CSV'],
      ['only blank lines', '\n\n', 'is empty'],
      ['many columns', Array.from({ length: 2001 }, (_, i) => `c${i}`).join(), '2001 columns'],
      ['a huge value', `a\n"${'x'.repeat(2 * 1024 * 1024)}"\n`, /malformed CSV: Max Record Size/],
    ])('refuses %s', async (_, content, reason) => {
      await refused(read(content), reason);
    });

    it('refuses more than 1,000,000 rows', async () => {
      await refused(read(`a\n${'1\n'.repeat(1_000_001)}`), /rows, but 1000000 are the most/);
    });
  });

  describe('from Parquet', () => {
    it('reads every kind of flat column', async () => {
      const { rows, columns } = await readReferenceData(join(FIXTURES, 'columns.parquet'));
      expect(rows).toBe(3);
      expect(Object.fromEntries(columns.map(c => [c.name, Array.from(c.values)]))).toEqual({
        int32: [1, null, -3],
        int64: [2n ** 60n, null, -(2n ** 60n)],
        whole: [1n, 2n, 3n],
        float32: [0.5, null, -1.5],
        float64: [0.1, null, Infinity],
        bool: [true, null, false],
        text: ['JFK', null, 'Zürich'],
        category: ['a', null, 'a'],
        day: ['2013-01-01', null, '1969-12-31'],
        millis: ['2013-01-01T00:00:00.123Z', null, '1969-12-31T23:59:59.999Z'],
        micros: ['2013-01-01T00:00:00.123Z', null, '1969-12-31T23:59:59.999Z'],
        nanos: ['2013-01-01T00:00:00.123Z', null, '1969-12-31T23:59:59.999Z'],
        decimal: [1.25, null, -0.5],
        nothing: [null, null, null],
      });
    });

    it('reads what pandas writes', async () => {
      const { rows, columns } = await readReferenceData(join(FLIGHTS, '1/reference.parquet'));
      expect(rows).toBeGreaterThan(1000);
      for (const { values } of columns) expect(values).toHaveLength(rows);
    });

    it.each(['gzip', 'brotli', 'zstd'])('reads %s', async codec => {
      const { columns } = await readReferenceData(join(FIXTURES, `${codec}.parquet`));
      expect(columns).toEqual([{ name: 'int32', values: [1, null, -3] }]);
    });

    it('reads a file without rows', async () => {
      expect(await readReferenceData(join(FIXTURES, 'empty.parquet'))).toMatchObject({
        rows: 0,
        columns: [{ name: 'x' }],
      });
    });

    it.each([
      ['lz4', /is compressed with LZ4\S*; UNCOMPRESSED, SNAPPY, GZIP, BROTLI, ZSTD are supported/],
      ['nested', 'the column "list" is nested'],
      ['binary', 'the column "bytes" holds binary'],
      ['duplicate', 'has the column "same" twice'],
    ])('refuses %s.parquet', async (name, reason) => {
      await refused(readReferenceData(join(FIXTURES, `${name}.parquet`)), reason);
    });

    it('refuses a file that is cut off', async () => {
      await refused(read('PAR1'), "can't be read as Parquet");
      await refused(read('PAR1 and then nothing of the kind'), "can't be read as Parquet");
    });
  });
});
