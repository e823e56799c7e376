import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { byteCount } from './byteCount';
import { PayloadTooLargeError } from './PayloadTooLargeError';

/**
 * Streams bytes into a new file that only this process's user can access. The file is on disk, not only in the page
 * cache, when the promise resolves.
 *
 * @param path - must not exist yet; its folder must
 * @param limits - `maxBytes` are accepted, one more is not; `what` names the content in the error message
 * @returns the number of bytes and `sha256:` with the hexadecimal digest
 * @throws `PayloadTooLargeError` as soon as `maxBytes` are exceeded, without reading on, and whatever the stream fails
 *   with. The file is gone then, and the stream destroyed.
 */
export async function receiveFile(
  content: Readable,
  path: string,
  limits: { maxBytes: number; what: string },
): Promise<{ sizeBytes: number; digest: string }> {
  const file = await open(path, 'wx', 0o600).catch(error => {
    content.destroy();
    throw error;
  });
  try {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    await pipeline(content, async chunks => {
      for await (const chunk of chunks as AsyncIterable<Buffer>) {
        sizeBytes += chunk.length;
        if (sizeBytes > limits.maxBytes) {
          throw new PayloadTooLargeError(
            `${limits.what} is larger than ${byteCount(limits.maxBytes)}, the largest that is accepted`,
          );
        }
        hash.update(chunk);
        await file.writeFile(chunk);
      }
    });
    await file.sync();
    return { sizeBytes, digest: `sha256:${hash.digest('hex')}` };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}
