/** What a categorical column may hold. */
export type CategoryValue = string | number | bigint | boolean | null | undefined;

/** Values of a categorical column that count as missing. The empty string is a value. */
export const MISSING_CATEGORIES: readonly CategoryValue[] = [null, undefined, NaN];

/** The category a value belongs to: `String(value)`; null when the value is missing. */
export function categoryLabel(value: CategoryValue): string | null {
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  return String(value);
}

/**
 * All values with this label: the string itself and, where there is one, the number, the bigint and
 * the boolean. With these as keys a Map finds a value's category without making its label.
 */
export function valuesWithLabel(label: string): CategoryValue[] {
  const values: CategoryValue[] = [label];
  if (String(Number(label)) === label) values.push(Number(label));
  if (/^(0|-?[1-9]\d*)$/.test(label)) values.push(BigInt(label));
  if (label === 'true' || label === 'false') values.push(label === 'true');
  return values;
}
