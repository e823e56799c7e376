import { ColumnProfile } from '../profile/Profile';
import { totalCount } from './binCounts';

/** Values of a column, missing ones included. */
export function valueCount(column: ColumnProfile): number {
  return totalCount(column.counts);
}

/** Share of a column's values that are missing, in [0, 1]; null when it has no values. */
export function missingRate(column: ColumnProfile): number | null {
  return rate(column.counts[column.counts.length - 1], valueCount(column));
}

/**
 * Share of a column's values, missing ones included in the whole, that the reference's range doesn't
 * cover, in [0, 1]: numbers below its min or above its max, or categories that it doesn't list. Null
 * when the column has no values.
 */
export function outOfRangeRate(column: ColumnProfile): number | null {
  const outside =
    column.kind === 'numeric'
      ? column.below + column.above
      : column.counts[column.counts.length - 2];
  return rate(outside, valueCount(column));
}

function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
