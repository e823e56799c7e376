import { ProtocolError } from '../../ProtocolError';

/** The refusal of bytes that Arrow's format doesn't allow. */
export function malformed(what: string): ProtocolError {
  return new ProtocolError(400, `The body is not valid Arrow IPC: ${what}`);
}
