import { ProtocolError } from '../protocol/ProtocolError';

/** What typed arrays of any datatype can begin at. */
const ALIGNMENT = 8;

/** Bytes to leave free before a body, so that typed arrays of any datatype can begin where its binary data does. */
export function bytesBefore(alignedFrom: number): number {
  return (ALIGNMENT - (alignedFrom % ALIGNMENT)) % ALIGNMENT;
}

/** @param alignedFrom - where in it binary data begins, which is laid out to be read in place */
export function allocateBody(length: number, alignedFrom: number): Buffer {
  const before = bytesBefore(alignedFrom);
  return Buffer.allocUnsafeSlow(before + length).subarray(before);
}

/** @param maxBytes - of the body, or of what it is decompressed to */
export function tooLarge(maxBytes: number): ProtocolError {
  return new ProtocolError(413, `The body is larger than ${maxBytes} bytes`);
}
