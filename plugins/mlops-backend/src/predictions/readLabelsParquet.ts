import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PredictionLabel } from '@mlops-backstage/plugin-mlops-common';
import { readParquet } from '../artifacts/reference/readParquet';
import { parseLabelsTable } from './parseLabels';

/** Some twenty thousand labels take a small part of it. */
const LIMITS = { heapMiB: 256, timeMs: 30_000 };

/**
 * Reads labels from the bytes of a Parquet file, in a process of its own: see `readParquet`.
 *
 * @param directory - where the file may lie meanwhile
 * @throws `InputError` for what is no Parquet, too large when decoded, or makes no sense
 */
export async function readLabelsParquet(
  bytes: Buffer,
  directory: string,
): Promise<PredictionLabel[]> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, `labels-${randomUUID()}.parquet`);
  try {
    await writeFile(path, bytes);
    return parseLabelsTable(await readParquet(path, LIMITS, 'What is sent'));
  } finally {
    await rm(path, { force: true });
  }
}
