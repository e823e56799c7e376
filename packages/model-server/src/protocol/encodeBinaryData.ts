import { Tensor } from './Datatype';

const LENGTH_BYTES = 4;

/** A tensor's elements as binary data, laid out as `decodeBinaryData` reads them; in place but for BYTES. */
export function encodeBinaryData({ datatype, data }: Tensor): Buffer {
  if (datatype === 'BYTES') return encodeStrings(data as string[]);
  const { buffer, byteOffset, byteLength } = data as Uint8Array;
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}

function encodeStrings(strings: readonly string[]): Buffer {
  let size = 0;
  for (const string of strings) size += LENGTH_BYTES + Buffer.byteLength(string);
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const string of strings) {
    const length = bytes.write(string, at + LENGTH_BYTES);
    bytes.writeUInt32LE(length, at);
    at += LENGTH_BYTES + length;
  }
  return bytes;
}
