import { CategoryValue } from './categoryLabel';

/**
 * A copy of a numeric column as doubles, with NaN for missing values; false is 0 and true is 1.
 *
 * @param name - the column's, for the error message
 * @throws TypeError for a string: whether "" or "1,5" is a number is for the reader of the file to say
 */
export function toDoubles(name: string, values: ArrayLike<CategoryValue>): Float64Array {
  const doubles = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value === 'string') {
      throw new TypeError(`Numeric column '${name}' holds the string ${JSON.stringify(value)}`);
    }
    doubles[i] = value === null || value === undefined ? NaN : Number(value);
  }
  return doubles;
}
