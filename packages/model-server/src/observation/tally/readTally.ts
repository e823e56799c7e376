import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { AnsweredCount, MalformedTallyError, parseTally } from './TallyBytes';

/** Of more versions than any process serves. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Reads what a worker thread answered.
 *
 * @throws MalformedTallyError when the file is none
 * @throws Error with code ENOENT, ELOOP, EACCES, …
 */
export async function readTally(path: string): Promise<AnsweredCount[]> {
  // Without waiting for somebody to write, should it be a pipe.
  const file = await open(path, constants.O_RDONLY + constants.O_NOFOLLOW + constants.O_NONBLOCK);
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new MalformedTallyError('It is no file');
    if (found.size > MAX_BYTES) throw new MalformedTallyError(`It has ${found.size} bytes`);
    return parseTally(await file.readFile());
  } finally {
    await file.close();
  }
}
