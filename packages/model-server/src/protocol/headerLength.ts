import { ProtocolError, quote } from './ProtocolError';

/** Tells, of a body with binary data, the bytes of the JSON before it. As Node has it: in lower case. */
export const HEADER_LENGTH_HEADER = 'inference-header-content-length';

const BYTES = /^\d{1,15}$/;

/** @throws ProtocolError 400 when it is no number of bytes */
export function parseHeaderLength(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (BYTES.test(value)) return Number(value);
  throw new ProtocolError(
    400,
    `'Inference-Header-Content-Length' must be a number of bytes, got ${quote(value)}`,
  );
}
