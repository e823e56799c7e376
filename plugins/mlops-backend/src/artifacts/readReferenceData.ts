import { InputError } from '@backstage/errors';
import { byteCount } from '@mlops-backstage/plugin-mlops-node';
import { open } from 'node:fs/promises';
import { readCsv } from './reference/readCsv';
import { readParquet } from './reference/readParquet';
import { REFERENCE_LIMITS, type ReferenceData } from './reference/ReferenceData';

export type { ReferenceData } from './reference/ReferenceData';

/**
 * Reads reference data, one column an input or output of the model and one value a row, from a Parquet or a CSV file;
 * which it is, its first bytes tell. Up to 200 MiB, 1,000,000 rows, 2,000 columns and 20,000,000 values are read, all
 * into memory.
 *
 * @throws `InputError` with the reason for a file that is malformed, too large, or has columns of the same name
 */
export async function readReferenceData(path: string): Promise<ReferenceData> {
  const file = await open(path);
  let head: Buffer;
  try {
    const { size } = await file.stat();
    if (size === 0) throw new InputError('The reference data is empty');
    if (size > REFERENCE_LIMITS.bytes) {
      throw new InputError(
        `The reference data has ${byteCount(size)}, but ${byteCount(REFERENCE_LIMITS.bytes)} are the most that is accepted`,
      );
    }
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    head = buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
  return head.toString('latin1') === 'PAR1' ? readParquet(path) : readCsv(path);
}
