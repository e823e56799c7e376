import { Datatype } from './Datatype';
import { fromHalf } from './half';

/**
 * Writes the elements of a datatype as JSON: NaN and ±Infinity as null, as JSON has none of them, INT64 and UINT64 beyond
 * 2^53 as decimal strings, so that no reader loses digits.
 */
export function jsonEncoder(datatype: Datatype): (element: unknown) => string {
  switch (datatype) {
    case 'BYTES':
      return string => JSON.stringify(string);
    case 'BOOL':
      return value => (value ? 'true' : 'false');
    case 'INT64':
    case 'UINT64':
      return value => encodeBigInteger(value as bigint);
    case 'FP16':
      return bits => encodeFloat(fromHalf(bits as number));
    case 'FP32':
    case 'FP64':
      return value => encodeFloat(value as number);
    default:
      return String;
  }
}

function encodeFloat(value: number): string {
  return Number.isFinite(value) ? String(value) : 'null';
}

function encodeBigInteger(value: bigint): string {
  const safe = value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER;
  return safe ? String(value) : `"${value}"`;
}
