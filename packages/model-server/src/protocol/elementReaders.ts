import { allocateArray } from './allocateArray';
import { Datatype, TensorData } from './Datatype';
import { toHalf } from './half';

/**
 * Reads the JSON values of a datatype into a tensor's data.
 *
 * Strict: 1.5 is no integer, "1" no number, 1 no boolean and 3e39 no FP32.
 */
export interface ElementReader {
  /** What is accepted, for error messages. */
  readonly accepts: string;
  allocate(elements: number): TensorData;
  /** Stores one value; false when the datatype has no such value. */
  store(value: unknown, data: TensorData, at: number): boolean;
}

function integers(
  datatype: Datatype,
  min: number,
  max: number,
  allocate: (elements: number) => TensorData,
): ElementReader {
  return {
    accepts: `${datatype}: an integer from ${min} to ${max}`,
    allocate,
    store(value, data, at) {
      if (!Number.isInteger(value) || (value as number) < min || (value as number) > max) {
        return false;
      }
      (data as Int32Array)[at] = value as number;
      return true;
    },
  };
}

const DECIMAL = /^-?\d{1,20}$/;

/** JSON numbers lose digits beyond 2^53, so larger integers are given as decimal strings. */
function bigIntegers(
  datatype: Datatype,
  min: bigint,
  max: bigint,
  allocate: (elements: number) => TensorData,
): ElementReader {
  return {
    accepts: `${datatype}: an integer, as a decimal string beyond 2^53`,
    allocate,
    store(value, data, at) {
      let integer: bigint;
      if (Number.isSafeInteger(value)) integer = BigInt(value as number);
      else if (typeof value === 'string' && DECIMAL.test(value)) integer = BigInt(value);
      else return false;
      if (integer < min || integer > max) return false;
      (data as BigInt64Array)[at] = integer;
      return true;
    },
  };
}

/** JSON has no NaN: null is a missing value. */
function floats(
  datatype: Datatype,
  allocate: (elements: number) => TensorData,
  round: (value: number) => number,
  encode: (value: number) => number,
): ElementReader {
  const missing = encode(NaN);
  return {
    accepts: `${datatype}: a number in its range, or null for a missing value`,
    allocate,
    store(value, data, at) {
      if (typeof value === 'number') {
        if (!Number.isFinite(round(value))) return false;
        (data as Float64Array)[at] = encode(value);
        return true;
      }
      if (value !== null) return false;
      (data as Float64Array)[at] = missing;
      return true;
    },
  };
}

const same = (value: number) => value;

export const ELEMENT_READERS: { readonly [datatype in Datatype]: ElementReader } = {
  BOOL: {
    accepts: 'BOOL: true or false',
    allocate: elements => allocateArray(Uint8Array, elements),
    store(value, data, at) {
      if (typeof value !== 'boolean') return false;
      (data as Uint8Array)[at] = value ? 1 : 0;
      return true;
    },
  },
  UINT8: integers('UINT8', 0, 255, n => allocateArray(Uint8Array, n)),
  UINT16: integers('UINT16', 0, 65535, n => allocateArray(Uint16Array, n)),
  UINT32: integers('UINT32', 0, 4294967295, n => allocateArray(Uint32Array, n)),
  UINT64: bigIntegers('UINT64', 0n, 2n ** 64n - 1n, n => allocateArray(BigUint64Array, n)),
  INT8: integers('INT8', -128, 127, n => allocateArray(Int8Array, n)),
  INT16: integers('INT16', -32768, 32767, n => allocateArray(Int16Array, n)),
  INT32: integers('INT32', -2147483648, 2147483647, n => allocateArray(Int32Array, n)),
  INT64: bigIntegers('INT64', -(2n ** 63n), 2n ** 63n - 1n, n => allocateArray(BigInt64Array, n)),
  FP16: floats(
    'FP16',
    n => allocateArray(Uint16Array, n),
    value => (Math.abs(value) < 65520 ? value : Infinity),
    toHalf,
  ),
  FP32: floats('FP32', n => allocateArray(Float32Array, n), Math.fround, same),
  FP64: floats('FP64', n => allocateArray(Float64Array, n), same, same),
  BYTES: {
    accepts: 'BYTES: a string without NUL characters',
    allocate: elements => new Array<string>(elements).fill(''),
    store(value, data, at) {
      // onnxruntime-node hands strings over as C strings, which would be cut off at a NUL.
      if (typeof value !== 'string' || value.includes('\0')) return false;
      (data as string[])[at] = value;
      return true;
    },
  },
};
