import { Datatype, TensorData } from '../Datatype';
import { ELEMENT_READERS } from '../elementReaders';
import { isFloat, storeNumber } from './storeNumber';

/** Characters of a number: the longest that any float needs are some 1100. */
const MAX_NUMBER_LENGTH = 2000;

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const INTEGER = /^[+-]?\d{1,20}$/;

/** As pandas, numpy, R and Java write them. */
const INFINITE = /^[+-]?inf(?:inity)?$/i;
const NOT_A_NUMBER = /^nan$/i;

/** Whether a field can be read as a number at all. */
export function isNumeric(field: string): boolean {
  return field.length <= MAX_NUMBER_LENGTH && NUMBER.test(field.trim());
}

/** What a field of a datatype may be, for an error. */
export function expectedField(datatype: Datatype): string {
  if (isFloat(datatype))
    return `${datatype}: a number in its range, or nothing for a missing value`;
  if (isBigInteger(datatype)) return `${datatype}: an integer in its range`;
  return ELEMENT_READERS[datatype].accepts;
}

/**
 * Stores a field of a line. Blanks around numbers and booleans don't count. An empty field is a missing number, and an
 * empty string for BYTES.
 *
 * @returns false when the datatype has no such value
 */
export function storeCsvField(
  datatype: Datatype,
  field: string,
  data: TensorData,
  at: number,
): boolean {
  const reader = ELEMENT_READERS[datatype];
  if (datatype === 'BYTES') return reader.store(field, data, at);
  if (field.length > MAX_NUMBER_LENGTH) return false;
  const text = field.trim();
  if (datatype === 'BOOL') return reader.store(toBoolean(text), data, at);
  if (isBigInteger(datatype) && INTEGER.test(text)) {
    return reader.store(text.replace('+', ''), data, at);
  }
  if (NUMBER.test(text)) {
    // What no number can hold becomes Infinity, which it isn't.
    const number = Number(text);
    return Number.isFinite(number) && reader.store(number, data, at);
  }
  if (isFloat(datatype) && (text === '' || NOT_A_NUMBER.test(text))) {
    return reader.store(null, data, at);
  }
  return INFINITE.test(text) && storeNumber(datatype, toInfinity(text), data, at);
}

function isBigInteger(datatype: Datatype): boolean {
  return datatype === 'INT64' || datatype === 'UINT64';
}

/** Python and R write True and TRUE. */
function toBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  if (lower === 'true') return true;
  return lower === 'false' ? false : undefined;
}

function toInfinity(text: string): number {
  return text.startsWith('-') ? -Infinity : Infinity;
}
