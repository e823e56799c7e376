import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnsweredCount } from '@mlops-backstage/model-server';

/** Writes what a thread of a process tallied, as the model server does, at a time. @returns the path */
export async function writeTally(
  directory: string,
  owner: string,
  thread: number,
  counts: readonly AnsweredCount[],
  writtenAt: number,
): Promise<string> {
  const records = counts.map(({ deployment, version, role, requests }) => {
    const name = JSON.stringify([deployment, version, role]);
    const bytes = Buffer.alloc(Math.ceil((12 + name.length) / 8) * 8);
    bytes.writeDoubleLE(requests);
    bytes.writeUInt32LE(name.length, 8);
    bytes.write(name, 12);
    return bytes;
  });
  const path = join(directory, `${owner}.${thread}.tally`);
  await writeFile(path, Buffer.concat([Buffer.from('mltally1'), ...records]));
  await utimes(path, writtenAt / 1000, writtenAt / 1000);
  return path;
}
