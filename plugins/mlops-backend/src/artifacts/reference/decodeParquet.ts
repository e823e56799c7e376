// Run as a process of its own by readParquet. It imports packages only, so that Node can run the source as it is.
import {
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
} from 'hyparquet';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';

/** The argument that makes the module, which `readParquet` imports too, decode a file. */
export const DECODE = '--mlops-decode-parquet';

/** A column on its way between the processes: repeated texts only once, numbers without a box for each. */
export type EncodedColumn =
  | { kind: 'numbers'; values: Float64Array }
  | { kind: 'texts'; texts: string[]; codes: Int32Array }
  | { kind: 'mixed'; values: Array<number | bigint | boolean | null> };

/** What the process says, in this order; `refused` may come any time. */
export type DecoderMessage =
  | { type: 'table'; columns: string[]; rows: number }
  | { type: 'column'; column: EncodedColumn }
  | { type: 'done' }
  | { type: 'refused'; reason: string };

const MAX_PAGE_BYTES = 512 * 1024 * 1024;
const limited =
  (decompress: (input: Uint8Array, options: { maxOutputLength: number }) => Uint8Array) =>
  (input: Uint8Array, bytes: number) =>
    decompress(input, { maxOutputLength: Math.min(Math.max(bytes, 1), MAX_PAGE_BYTES) });

const COMPRESSORS = {
  GZIP: limited(gunzipSync),
  BROTLI: limited(brotliDecompressSync),
  ZSTD: limited(zstdDecompressSync),
};
const CODECS = ['UNCOMPRESSED', 'SNAPPY', ...Object.keys(COMPRESSORS)];

const day = (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10);
const instant = (millis: bigint) => new Date(Number(millis)).toISOString();
/** BigInt's division cuts towards zero, which would round times before 1970 up. */
const floor = (dividend: bigint, divisor: bigint) =>
  (dividend - (((dividend % divisor) + divisor) % divisor)) / divisor;
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const PARSERS = {
  dateFromDays: day,
  timestampFromMilliseconds: instant,
  timestampFromMicroseconds: (micros: bigint) => instant(floor(micros, 1000n)),
  timestampFromNanoseconds: (nanos: bigint) => instant(floor(nanos, 1_000_000n)),
  jsonFromBytes: text,
};

async function decode(
  path: string,
  send: (message: DecoderMessage) => Promise<void>,
): Promise<void> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file, { parsers: PARSERS, geoparquet: false });
  const columns = columnNames(metadata);
  const rows = countRows(metadata);
  checkCodecs(metadata);
  await send({ type: 'table', columns, rows });
  for (const name of columns) {
    const values = new Array<unknown>(rows);
    let count = 0;
    await parquetRead({
      file,
      metadata,
      columns: [name],
      parsers: PARSERS,
      geoparquet: false,
      compressors: COMPRESSORS,
      onChunk({ columnData, rowStart }) {
        for (let i = 0; i < columnData.length; i += 1) values[rowStart + i] = columnData[i];
        count += columnData.length;
      },
    });
    if (count !== rows) throw new Error(`the column "${name}" has ${count} values in ${rows} rows`);
    await send({ type: 'column', column: encode(name, values) });
  }
  await send({ type: 'done' });
}

function columnNames(metadata: FileMetaData): string[] {
  return parquetSchema(metadata).children.map(({ element, children }) => {
    if (children.length > 0 || element.repetition_type === 'REPEATED') {
      throw new Error(`the column "${element.name}" is nested: give one value a row`);
    }
    return element.name;
  });
}

function countRows(metadata: FileMetaData): number {
  const groups = metadata.row_groups.reduce((rows, group) => rows + Number(group.num_rows), 0);
  const rows = Number(metadata.num_rows);
  if (!Number.isSafeInteger(rows) || rows < 0 || rows !== groups) {
    throw new Error(`its metadata claims ${rows} rows, its row groups ${groups}`);
  }
  return rows;
}

function checkCodecs(metadata: FileMetaData): void {
  for (const { meta_data: column } of metadata.row_groups.flatMap(group => group.columns)) {
    if (column && !CODECS.includes(column.codec)) {
      throw new Error(
        `it is compressed with ${column.codec}; ${CODECS.join(', ')} are supported (write it with compression="snappy")`,
      );
    }
  }
}

function encode(name: string, values: unknown[]): EncodedColumn {
  const types = new Set<string>();
  // Not forEach, which leaves out the holes that missing values may be.
  for (const value of values)
    types.add(value === null || value === undefined ? 'null' : typeof value);
  if (types.has('object')) {
    throw new Error(
      `the column "${name}" holds binary or nested values: give numbers, text or times`,
    );
  }
  if (types.has('string')) return encodeTexts(values as Array<string | null | undefined>);
  if (types.size === 1 && types.has('number')) {
    return { kind: 'numbers', values: Float64Array.from(values as number[]) };
  }
  const whole = values as Array<number | bigint | boolean | null | undefined>;
  return { kind: 'mixed', values: Array.from(whole, value => value ?? null) };
}

function encodeTexts(values: Array<string | null | undefined>): EncodedColumn {
  const numbers = new Map<string, number>();
  const codes = Int32Array.from({ length: values.length }, (_, i) => {
    const value = values[i];
    if (value === null || value === undefined) return -1;
    let code = numbers.get(value);
    if (code === undefined) {
      code = numbers.size;
      numbers.set(value, code);
    }
    return code;
  });
  return { kind: 'texts', texts: [...numbers.keys()], codes };
}

if (process.send && process.argv[2] === DECODE) {
  const send = (message: DecoderMessage) =>
    new Promise<void>((resolve, reject) => {
      process.send!(message, undefined, undefined, error => (error ? reject(error) : resolve()));
    });
  decode(process.argv[3], send)
    .catch(error =>
      send({ type: 'refused', reason: error instanceof Error ? error.message : `${error}` }),
    )
    .finally(() => process.disconnect());
}
