import { Datatype } from '../protocol/Datatype';

/** ONNX Runtime's names of the datatypes. */
const ELEMENT_TYPES = {
  BOOL: 'bool',
  UINT8: 'uint8',
  UINT16: 'uint16',
  UINT32: 'uint32',
  UINT64: 'uint64',
  INT8: 'int8',
  INT16: 'int16',
  INT32: 'int32',
  INT64: 'int64',
  FP16: 'float16',
  FP32: 'float32',
  FP64: 'float64',
  BYTES: 'string',
} as const satisfies Record<Datatype, string>;

const DATATYPES = new Map<string, Datatype>(
  Object.entries(ELEMENT_TYPES).map(([datatype, type]) => [type, datatype as Datatype]),
);

export type ElementType = (typeof ELEMENT_TYPES)[Datatype];

export function elementTypeOf(datatype: Datatype): ElementType {
  return ELEMENT_TYPES[datatype];
}

/** Undefined for a type that the protocol doesn't have, such as int4. */
export function datatypeOf(elementType: string): Datatype | undefined {
  return DATATYPES.get(elementType);
}
