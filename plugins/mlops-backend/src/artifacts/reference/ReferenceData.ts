import { InputError } from '@backstage/errors';

export type ReferenceValue = number | bigint | string | boolean | null;

export interface ReferenceData {
  rows: number;
  /** One value a row; null where it is missing. */
  columns: Array<{ name: string; values: ArrayLike<ReferenceValue> }>;
}

/** Reference data describes distributions: more rows than these add nothing to its quantiles. */
export const REFERENCE_LIMITS = {
  bytes: 200 * 1024 * 1024,
  rows: 1_000_000,
  columns: 2_000,
  /** Rows times columns, since all of them are in memory at once. */
  values: 20_000_000,
};

/** @throws `InputError` for more rows, columns or values than the limits, and for names that are empty or repeated */
export function checkTable(columns: readonly string[], rows: number): void {
  if (columns.length === 0) throw new InputError('The reference data has no columns');
  if (columns.length > REFERENCE_LIMITS.columns) {
    throw tooMuch(columns.length, REFERENCE_LIMITS.columns, 'columns');
  }
  const seen = new Set<string>();
  for (const name of columns) {
    if (!name) throw new InputError('The reference data has a column without a name');
    if (seen.has(name)) throw new InputError(`The reference data has the column "${name}" twice`);
    seen.add(name);
  }
  if (rows > REFERENCE_LIMITS.rows) throw tooMuch(rows, REFERENCE_LIMITS.rows, 'rows');
  if (rows * columns.length > REFERENCE_LIMITS.values) {
    throw tooMuch(rows * columns.length, REFERENCE_LIMITS.values, 'values');
  }
}

function tooMuch(count: number, limit: number, what: string): InputError {
  return new InputError(
    `The reference data has ${count} ${what}, but ${limit} are the most that is accepted: give a random sample`,
  );
}
