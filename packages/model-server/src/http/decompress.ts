import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { ProtocolError } from '../protocol/ProtocolError';
import { ContentEncoding } from './ContentEncoding';
import { tooLarge } from './allocateBody';

const DECOMPRESSORS = { gzip: promisify(gunzip), deflate: promisify(inflate) };

/**
 * Decompresses a body, off this thread. Stops where it turns out to be too large.
 *
 * @throws ProtocolError 400 when it isn't what its encoding says, 413 when there is more than `maxBytes` in it
 */
export async function decompress(
  body: Buffer,
  encoding: ContentEncoding,
  maxBytes: number,
): Promise<Buffer> {
  try {
    return await DECOMPRESSORS[encoding](body, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes);
    throw new ProtocolError(400, `The body is not ${encoding}: ${(error as Error).message}`);
  }
}
