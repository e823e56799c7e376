import { isUtf8 } from 'node:buffer';
import { Datatype, TensorData } from './Datatype';
import { ProtocolError, quote } from './ProtocolError';

/** The arrays of datatypes whose elements all have the same size. */
const ARRAYS = {
  BOOL: Uint8Array,
  UINT8: Uint8Array,
  UINT16: Uint16Array,
  UINT32: Uint32Array,
  UINT64: BigUint64Array,
  INT8: Int8Array,
  INT16: Int16Array,
  INT32: Int32Array,
  INT64: BigInt64Array,
  FP16: Uint16Array,
  FP32: Float32Array,
  FP64: Float64Array,
} as const satisfies Record<Exclude<Datatype, 'BYTES'>, unknown>;

/** Of the length before each string. */
const LENGTH_BYTES = 4;

const REPLACEMENT = '\ufffd';

/**
 * The elements of an input from its binary data: little-endian, row-major, BOOL as a byte, FP16 as its bits, each of
 * BYTES as its length in four bytes and UTF-8.
 *
 * Where they lie on a multiple of their size, elements are read in place. ONNX Runtime exists for little-endian
 * machines only, so that nothing need be swapped.
 *
 * @param shape - at least one element; the caller has bounded their number
 * @throws ProtocolError 400 naming the input and what is wrong
 */
export function decodeBinaryData(
  input: string,
  datatype: Datatype,
  shape: readonly number[],
  bytes: Buffer,
): TensorData {
  const elements = shape.reduce((product, dimension) => product * dimension, 1);
  if (datatype === 'BYTES') return decodeStrings(input, shape, elements, bytes);
  const Elements = ARRAYS[datatype];
  const expected = elements * Elements.BYTES_PER_ELEMENT;
  if (bytes.length !== expected) {
    throw new ProtocolError(
      400,
      `Input ${quote(input)}: ${datatype} of shape [${shape}] has ${expected} bytes, ` +
        `'binary_data_size' is ${bytes.length}`,
    );
  }
  if (datatype === 'BOOL') checkBooleans(input, bytes);
  const { buffer, byteOffset } = bytes;
  return byteOffset % Elements.BYTES_PER_ELEMENT === 0
    ? new Elements(buffer as ArrayBuffer, byteOffset, elements)
    : new Elements(buffer.slice(byteOffset, byteOffset + expected) as ArrayBuffer);
}

/** ONNX Runtime's kernels take for granted that a boolean is 0 or 1. */
function checkBooleans(input: string, bytes: Buffer): void {
  const at = bytes.findIndex(byte => byte > 1);
  if (at < 0) return;
  throw new ProtocolError(
    400,
    `Input ${quote(input)}: element ${at} is ${bytes[at]}, expected BOOL: a byte 0 or 1`,
  );
}

function decodeStrings(
  input: string,
  shape: readonly number[],
  elements: number,
  bytes: Buffer,
): string[] {
  const strings: string[] = [];
  let at = 0;
  for (let i = 0; i < elements; i++) {
    const from = at + LENGTH_BYTES;
    const to = from <= bytes.length ? from + bytes.readUInt32LE(at) : Infinity;
    if (to > bytes.length) {
      throw new ProtocolError(
        400,
        `Input ${quote(input)}: element ${i} runs over the ${bytes.length} bytes of the input`,
      );
    }
    strings.push(decodeString(input, i, bytes, from, to));
    at = to;
  }
  if (at === bytes.length) return strings;
  throw new ProtocolError(
    400,
    `Input ${quote(input)}: the ${elements} elements of shape [${shape}] have ${at} bytes, ` +
      `'binary_data_size' is ${bytes.length}`,
  );
}

function decodeString(input: string, i: number, bytes: Buffer, from: number, to: number): string {
  const text = bytes.toString('utf8', from, to);
  // Stands for what is no UTF-8, unless it was sent itself, which is rare enough to look twice.
  const broken = text.includes(REPLACEMENT) && !isUtf8(bytes.subarray(from, to));
  // onnxruntime-node hands strings over as C strings, which would be cut off at a NUL.
  if (!broken && !text.includes('\0')) return text;
  throw new ProtocolError(
    400,
    `Input ${quote(input)}: element ${i} is not BYTES: UTF-8 without NUL characters`,
  );
}
