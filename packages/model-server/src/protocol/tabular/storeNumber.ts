import { Datatype, TensorData } from '../Datatype';
import { ELEMENT_READERS } from '../elementReaders';
import { toHalf } from '../half';

export function isFloat(datatype: Datatype): boolean {
  return datatype === 'FP16' || datatype === 'FP32' || datatype === 'FP64';
}

/**
 * Stores a number of a format that has NaN, a missing value, and ±Infinity, unlike JSON.
 *
 * @returns false when the datatype has no such value
 */
export function storeNumber(
  datatype: Datatype,
  value: number,
  data: TensorData,
  at: number,
): boolean {
  if (Number.isFinite(value)) return ELEMENT_READERS[datatype].store(value, data, at);
  if (!isFloat(datatype)) return false;
  (data as Float64Array)[at] = datatype === 'FP16' ? toHalf(value) : value;
  return true;
}
