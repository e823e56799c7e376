import { Datatype, TensorData } from '../Datatype';
import { ELEMENT_READERS } from '../elementReaders';
import { ArrowValue } from './arrow/ArrowColumn';
import { ArrowType } from './arrow/ArrowField';
import { isFloat, storeNumber } from './storeNumber';

/** Up to which every integer is a number of the datatype: 2 to the power of its digits in base 2. */
const EXACT_INTEGERS: Partial<Record<Datatype, number>> = {
  FP16: 2 ** 11,
  FP32: 2 ** 24,
  FP64: 2 ** 53,
};

/** What a column for a datatype may have, for an error. */
export function expectedValue(datatype: Datatype): string {
  const exact = EXACT_INTEGERS[datatype];
  if (exact) {
    return `${datatype}: a number in its range, of integer types up to 2^${Math.log2(exact)}, which it has all of`;
  }
  if (datatype === 'INT64' || datatype === 'UINT64') return `${datatype}: an integer in its range`;
  return ELEMENT_READERS[datatype].accepts;
}

/** Whether values of a type can be values of a datatype, if they are in its range. */
export function fitsDatatype(type: ArrowType, datatype: Datatype): boolean {
  switch (type.kind) {
    case 'bool':
      return datatype === 'BOOL';
    case 'utf8':
    case 'utf8view':
      return datatype === 'BYTES';
    case 'null':
      return isFloat(datatype);
    case 'int':
    case 'float':
      return datatype !== 'BOOL' && datatype !== 'BYTES';
    default:
      return false;
  }
}

/**
 * Stores a value, of integer types without loss. Floats are rounded to a shorter datatype, as JSON's numbers are.
 *
 * @param type - one that fits the datatype
 * @returns false when the datatype has no such value
 */
export function storeArrowValue(
  datatype: Datatype,
  type: ArrowType,
  value: ArrowValue,
  data: TensorData,
  at: number,
): boolean {
  if (type.kind === 'int' && value !== null && isFloat(datatype)) {
    const exact = EXACT_INTEGERS[datatype]!;
    const integer = value as number | bigint;
    if (integer > exact || integer < -exact) return false;
    return storeNumber(datatype, Number(integer), data, at);
  }
  if (typeof value === 'number') return storeNumber(datatype, value, data, at);
  // Integers beyond 2^53 are decimal strings in the protocol's JSON.
  return ELEMENT_READERS[datatype].store(toJson(value), data, at);
}

function toJson(value: Exclude<ArrowValue, number>): unknown {
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
