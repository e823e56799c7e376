import { InputError } from '@backstage/errors';
import { describeReference } from './describeReference';

/** Rules for names of buckets in general purpose regions; some stores also take what AWS once took. */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/i;

/**
 * The bucket and key of `s3://bucket/key`. The key is taken as it is written, as the AWS command line does: `%20` in it
 * is no space.
 *
 * @throws `InputError` for a bucket or key that no store has, `?` and `#` in the key, which may mean a version or a part
 *   as well as themselves, and segments `.` and `..`, which a server may resolve to another bucket
 */
export function parseS3Reference(reference: string): { bucket: string; key: string } {
  const what = describeReference(reference);
  const [, bucket, key] = /^s3:\/\/([^/]*)\/(.+)$/is.exec(reference) ?? [];
  if (!bucket || !key) throw new InputError(`${what} isn't s3://bucket/key`);
  if (!BUCKET.test(bucket)) throw new InputError(`${what} names no valid bucket`);
  if (/[?#]/.test(key)) throw new InputError(`${what} has ? or # behind the key`);
  if (key.split('/').some(segment => segment === '.' || segment === '..')) {
    throw new InputError(`${what} has . or .. in its key`);
  }
  if (Buffer.byteLength(key) > 1024)
    throw new InputError(`${what} has a key of more than 1024 bytes`);
  return { bucket, key };
}
