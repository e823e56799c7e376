import type { TensorSignature } from '@mlops-backstage/plugin-mlops-common';
import type { Schema } from './schemas';
import { upTo } from './upTo';

const MAX_SAFE = Number.MAX_SAFE_INTEGER;
/** Where numbers begin that round to no finite one. */
const FP32_END = 3.4028235677973366e38;
const FP16_END = 65_520;

const integer = (minimum: number, maximum: number): Schema => ({
  type: 'integer',
  minimum,
  maximum,
});

/** JSON numbers lose digits beyond 2^53, so larger integers are decimal strings. */
const bigInteger = (minimum: number, pattern: string): Schema => ({
  anyOf: [integer(minimum, MAX_SAFE), { type: 'string', pattern }],
});

/** JSON has no NaN: null is a missing value. */
const float = (bounds: object = {}): Schema => ({ type: ['number', 'null'], ...bounds });

/** One element of a tensor, or value of a column, as the endpoint reads and writes it in JSON. */
export const ELEMENTS: Record<TensorSignature['datatype'], Schema> = {
  BOOL: { type: 'boolean' },
  UINT8: integer(0, 255),
  UINT16: integer(0, 65_535),
  UINT32: integer(0, 4_294_967_295),
  UINT64: bigInteger(0, `^${upTo('18446744073709551615')}$`),
  INT8: integer(-128, 127),
  INT16: integer(-32_768, 32_767),
  INT32: integer(-2_147_483_648, 2_147_483_647),
  INT64: bigInteger(-MAX_SAFE, `^(?:-?${upTo('9223372036854775807')}|-9223372036854775808)$`),
  FP16: float({ exclusiveMinimum: -FP16_END, exclusiveMaximum: FP16_END }),
  FP32: float({ exclusiveMinimum: -FP32_END, exclusiveMaximum: FP32_END }),
  FP64: float(),
  BYTES: { type: 'string', pattern: '^[^\\u0000]*$' },
};

/** The schemas of the datatypes that some tensors have, by the names that `ref` takes. */
export const elementsOf = (tensors: readonly TensorSignature[]): Record<string, Schema> =>
  Object.fromEntries(tensors.map(({ datatype }) => [datatype, ELEMENTS[datatype]]));
