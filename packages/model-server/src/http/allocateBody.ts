import { ProtocolError } from '../protocol/ProtocolError';

/** What typed arrays of any datatype can begin at. */
const ALIGNMENT = 8;

/** @param alignedFrom - where in it an address is to be one that typed arrays of any datatype can begin at */
export function allocateBody(length: number, alignedFrom: number): Buffer {
  const before = (ALIGNMENT - (alignedFrom % ALIGNMENT)) % ALIGNMENT;
  return Buffer.allocUnsafeSlow(before + length).subarray(before);
}

/** @param maxBytes - of the body, or of what it is decompressed to */
export function tooLarge(maxBytes: number): ProtocolError {
  return new ProtocolError(413, `The body is larger than ${maxBytes} bytes`);
}
