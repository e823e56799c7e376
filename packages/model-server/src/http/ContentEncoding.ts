import { ProtocolError, quote } from '../protocol/ProtocolError';

/** How bodies may be compressed. */
export type ContentEncoding = 'gzip' | 'deflate';

/**
 * The encoding that a request says its body has; undefined for none.
 *
 * @throws ProtocolError 415 for any other
 */
export function parseContentEncoding(value: string | undefined): ContentEncoding | undefined {
  if (value === undefined) return undefined;
  const encoding = value.trim().toLowerCase();
  if (encoding === 'identity') return undefined;
  if (encoding === 'gzip' || encoding === 'deflate') return encoding;
  throw new ProtocolError(415, `Expected content encoding gzip or deflate, got ${quote(value)}`);
}
