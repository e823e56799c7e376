import { InputError } from '@backstage/errors';
import { fork } from 'node:child_process';
import { DECODE, type DecoderMessage, type EncodedColumn } from './decodeParquet';
import { checkTable, type ReferenceData, type ReferenceValue } from './ReferenceData';

const LIMITS = { heapMiB: 1536, timeMs: 60_000 };

/**
 * Reads a Parquet file of flat columns: numbers, text, booleans, dates (`2013-01-31`) and times (ISO 8601 in UTC, to
 * the millisecond).
 *
 * Decoding runs in a process of its own. A file of a few bytes can claim run lengths and lists of thousands of millions
 * of values, on which a decoder loops for hours or allocates until V8 ends the whole process; a worker thread doesn't
 * keep that from the others. The process has 1.5 GiB of heap, 60 s, and no environment to leak.
 *
 * @param what - the file in the words of errors
 * @throws `InputError` for malformed or nested content, unsupported compression, and files that exceed the limits
 */
export async function readParquet(
  path: string,
  limits: { heapMiB: number; timeMs: number } = LIMITS,
  what: string = 'The reference data',
): Promise<ReferenceData> {
  // Beside this file and named in the same way, be they sources (.ts) or built (.cjs.js).
  const script = __filename.replace(/readParquet(?=[^/\\]*$)/, 'decodeParquet');
  const decoder = fork(script, [DECODE, path], {
    // The backend's own options, a loader of TypeScript say, but not its debugger's port.
    execArgv: [
      ...process.execArgv.filter(option => !option.startsWith('--inspect')),
      `--max-old-space-size=${limits.heapMiB}`,
    ],
    env: process.env.NODE_OPTIONS ? { NODE_OPTIONS: process.env.NODE_OPTIONS } : {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  decoder.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
    complaint = (complaint + chunk).slice(-10_000);
  });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    decoder.kill('SIGKILL');
  }, limits.timeMs);
  try {
    return await new Promise<ReferenceData>((resolve, reject) => {
      let table: { columns: string[]; rows: number } | undefined;
      const columns: ReferenceData['columns'] = [];
      decoder.on('message', (message: DecoderMessage) => {
        switch (message.type) {
          case 'table':
            table = message;
            try {
              checkTable(table.columns, table.rows);
            } catch (error) {
              reject(error);
            }
            break;
          case 'column':
            columns.push({ name: table!.columns[columns.length], values: decoded(message.column) });
            break;
          case 'done':
            resolve({ rows: table!.rows, columns });
            break;
          case 'refused':
            reject(new InputError(`${what} can't be read as Parquet: ${message.reason}`));
            break;
          default:
          // The Backstage CLI's loader of TypeScript tells its parent which files to watch.
        }
      });
      decoder.on('error', reject);
      decoder.on('close', (code, signal) => {
        if (timedOut) {
          reject(new InputError(`${what} takes longer than ${limits.timeMs / 1000} s to decode`));
        } else if (signal || /heap|memory|Fatal|invalid size/i.test(complaint)) {
          reject(
            new InputError(`${what} takes more than ${limits.heapMiB} MiB of memory to decode`),
          );
        } else {
          reject(new Error(`The Parquet decoder ended with code ${code}: ${complaint}`));
        }
      });
    });
  } finally {
    clearTimeout(timer);
    decoder.kill('SIGKILL');
  }
}

function decoded(column: EncodedColumn): ArrayLike<ReferenceValue> {
  if (column.kind !== 'texts') return column.values;
  return Array.from(column.codes, code => (code < 0 ? null : column.texts[code]));
}
