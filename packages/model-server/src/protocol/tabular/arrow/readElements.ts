import { malformed } from './malformed';

interface ElementArray<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, byteOffset: number, length: number): T;
}

/**
 * The first elements of a little-endian buffer: in place where they lie on a multiple of their size.
 *
 * @throws ProtocolError 400 when it has fewer
 */
export function readElements<T>(Elements: ElementArray<T>, bytes: Buffer, count: number): T {
  const size = count * Elements.BYTES_PER_ELEMENT;
  if (bytes.length < size) throw malformed('a buffer is too short for its column');
  const { buffer, byteOffset } = bytes;
  return byteOffset % Elements.BYTES_PER_ELEMENT === 0
    ? new Elements(buffer as ArrayBuffer, byteOffset, count)
    : new Elements(buffer.slice(byteOffset, byteOffset + size) as ArrayBuffer, 0, count);
}
