import { EvaluationInputError } from '../errors';

/**
 * Looks at every row, so that an error can name the first bad one and how many there are.
 *
 * @param rows - number of rows
 * @param demand - what every row must meet, as in "A score must be a finite number"
 * @param fits - whether the row of this index meets it
 * @throws EvaluationInputError when a row doesn't
 */
export function checkRows(rows: number, demand: string, fits: (row: number) => boolean): void {
  let first = -1;
  let count = 0;
  for (let row = 0; row < rows; row++) {
    if (fits(row)) continue;
    if (count === 0) first = row;
    count++;
  }
  if (count === 0) return;
  throw new EvaluationInputError(`${demand}; ${countOf(count)} not, the first is row ${first}`, {
    rows: { first, count },
  });
}

function countOf(count: number): string {
  return count === 1 ? '1 is' : `${count} are`;
}

/**
 * @param columns - what must have one element a row, by name
 * @returns the number of rows
 * @throws EvaluationInputError when lengths differ or are 0
 */
export function checkLengths(columns: Record<string, ArrayLike<unknown>>): number {
  const [[name, { length: rows }], ...others] = Object.entries(columns);
  for (const [other, { length }] of others) {
    if (length !== rows) {
      throw new EvaluationInputError(`There are ${rows} ${name}, but ${length} ${other}`);
    }
  }
  if (rows === 0) throw new EvaluationInputError(`There are no ${name} to evaluate`);
  return rows;
}
