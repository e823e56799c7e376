import { promisify } from 'node:util';
import { constants, deflate, gzip } from 'node:zlib';
import { ContentEncoding } from './ContentEncoding';

/** Smaller answers fit into a few packets: compressing them takes longer than sending them. */
const WORTH_COMPRESSING_BYTES = 4096;

const COMPRESSORS = { gzip: promisify(gzip), deflate: promisify(deflate) };

/** Numbers hardly get shorter with more effort. */
const OPTIONS = { level: constants.Z_BEST_SPEED };

/**
 * The encoding that an answer is to have; undefined for none.
 *
 * @param accepted - the request's `accept-encoding`
 * @param bytes - of the answer, roughly
 */
export function chooseEncoding(
  accepted: string | undefined,
  bytes: number,
): ContentEncoding | undefined {
  if (bytes < WORTH_COMPRESSING_BYTES || accepted === undefined) return undefined;
  const gzipWeight = weightOf('gzip', accepted);
  const deflateWeight = weightOf('deflate', accepted);
  if (gzipWeight === 0 && deflateWeight === 0) return undefined;
  return gzipWeight >= deflateWeight ? 'gzip' : 'deflate';
}

/** Compresses an answer, off this thread. */
export function compress(body: string | Buffer, encoding: ContentEncoding): Promise<Buffer> {
  return COMPRESSORS[encoding](body, OPTIONS);
}

/** RFC 9110, 12.5.3: from 0, not acceptable, to 1. */
function weightOf(encoding: ContentEncoding, accepted: string): number {
  for (const part of accepted.toLowerCase().split(',')) {
    const [name, ...parameters] = part.split(';');
    if (name.trim() !== encoding) continue;
    const weight = parameters.map(one => one.trim()).find(one => one.startsWith('q='));
    return weight === undefined ? 1 : Number(weight.slice(2)) || 0;
  }
  return 0;
}
