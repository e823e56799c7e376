/** TensorProto.DataType in `onnx.proto`, by number, with the bits that one element has in `raw_data`. */
const ELEMENT_BITS: ReadonlyMap<bigint, number> = new Map([
  [1n, 32], // FLOAT
  [2n, 8], // UINT8
  [3n, 8], // INT8
  [4n, 16], // UINT16
  [5n, 16], // INT16
  [6n, 32], // INT32
  [7n, 64], // INT64
  [9n, 8], // BOOL
  [10n, 16], // FLOAT16
  [11n, 64], // DOUBLE
  [12n, 32], // UINT32
  [13n, 64], // UINT64
  [14n, 64], // COMPLEX64
  [15n, 128], // COMPLEX128
  [16n, 16], // BFLOAT16
  [17n, 8], // FLOAT8E4M3FN
  [18n, 8], // FLOAT8E4M3FNUZ
  [19n, 8], // FLOAT8E5M2
  [20n, 8], // FLOAT8E5M2FNUZ
  [21n, 4], // UINT4
  [22n, 4], // INT4
  [23n, 4], // FLOAT4E2M1
  [24n, 8], // FLOAT8E8M0
  [25n, 2], // UINT2
  [26n, 2], // INT2
  [27n, 6], // FLOAT6E2M3
  [28n, 6], // FLOAT6E3M2
]);

export const STRING_ELEMENTS = 8n;

/** Bits of an element of a `TensorProto.data_type`; `undefined` for text and for numbers that ONNX doesn't define. */
export function elementBits(dataType: bigint): number | undefined {
  return ELEMENT_BITS.get(dataType);
}
