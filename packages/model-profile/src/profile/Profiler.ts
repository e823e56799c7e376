import { ProfileSchema } from '../schema/ProfileSchema';
import { CategoricalColumnCounter } from './CategoricalColumnCounter';
import { CategoryValue } from './categoryLabel';
import { FloatRowCounter } from './floatRows/FloatRowCounter';
import { NumericColumnCounter, NumericValues } from './NumericColumnCounter';
import { Profile } from './Profile';

/**
 * Counts rows into the bins of a frozen schema as they are served: O(columns) a row, and no
 * allocation but the profile that `take` returns.
 *
 * Columns are read where they lie. A column of its own is `observeNumeric(i, values, rows)`; column i
 * of a row-major tensor [rows, width] is `observeNumeric(i, values, rows, i, width)`. Tell the number
 * of rows once for all columns with `addRows`.
 */
export class Profiler {
  private readonly columns: (NumericColumnCounter | CategoricalColumnCounter)[];
  private rowsSeen = 0;

  /** @param schema - the reference's; it is kept, not copied, and mustn't change */
  constructor(private readonly schema: ProfileSchema) {
    const sizes = schema.columns.map(column =>
      column.kind === 'numeric' ? NumericColumnCounter.numbersOf(column) : 0,
    );
    const numbers = new Float64Array(sizes.reduce((sum, size) => sum + size, 0));
    let from = 0;
    this.columns = schema.columns.map((column, i) => {
      if (column.kind !== 'numeric') return new CategoricalColumnCounter(column);
      const counter = new NumericColumnCounter(column, numbers, from);
      from += sizes[i];
      return counter;
    });
  }

  /** Rows added since the last take. */
  get rows(): number {
    return this.rowsSeen;
  }

  /**
   * Counts `count` values of a numeric column: values[offset], values[offset + stride], …
   *
   * Null, undefined and NaN are missing. ±Infinity is a value of the outer bins but not of the moments.
   * Bigints are rounded to doubles.
   *
   * @param columnIndex - position in the schema's columns
   * @throws TypeError when the schema's column isn't numeric
   * @throws RangeError when there is no such column or the values end too early
   */
  observeNumeric(
    columnIndex: number,
    values: NumericValues,
    count: number,
    offset: number = 0,
    stride: number = 1,
  ): void {
    const column = this.columns[columnIndex];
    if (!(column instanceof NumericColumnCounter)) throw this.wrongColumn(columnIndex, 'numeric');
    checkSpan(values.length, count, offset, stride);
    column.observeAll(values, count, offset, stride);
  }

  /**
   * Counts `count` values of a categorical column: values[offset], values[offset + stride], …
   *
   * Null, undefined and NaN are missing; any other value belongs to the category `String(value)`.
   *
   * @param columnIndex - position in the schema's columns
   * @throws TypeError when the schema's column isn't categorical
   * @throws RangeError when there is no such column or the values end too early
   */
  observeCategorical(
    columnIndex: number,
    values: ArrayLike<CategoryValue>,
    count: number,
    offset: number = 0,
    stride: number = 1,
  ): void {
    const column = this.columns[columnIndex];
    if (!(column instanceof CategoricalColumnCounter)) {
      throw this.wrongColumn(columnIndex, 'categorical');
    }
    checkSpan(values.length, count, offset, stride);
    for (let i = 0, at = offset; i < count; i++, at += stride) column.observe(values[at]);
  }

  /**
   * For numeric columns that are elements of row-major float32 data: counts all of them at once, what `observeNumeric`
   * would. Take it once, it can be used as long as the profiler.
   *
   * @param columns - `index` is the position in the schema's columns, `element` where its value is in a row
   * @throws TypeError when one isn't numeric
   * @throws RangeError when there is no such column
   */
  floatRows(columns: ReadonlyArray<{ index: number; element: number }>): FloatRowCounter {
    return new FloatRowCounter(
      columns.map(({ index, element }) => {
        const counter = this.columns[index];
        if (!(counter instanceof NumericColumnCounter)) throw this.wrongColumn(index, 'numeric');
        return { counter, element };
      }),
    );
  }

  /** Adds to the number of rows, once for all columns. */
  addRows(count: number): void {
    this.rowsSeen += count;
  }

  /** What was observed since the last take; counting starts anew. */
  take(): Profile {
    const rows = this.rowsSeen;
    this.rowsSeen = 0;
    return { schema: this.schema, rows, columns: this.columns.map(column => column.take()) };
  }

  private wrongColumn(columnIndex: number, kind: string): Error {
    const column = this.schema.columns[columnIndex];
    return column
      ? new TypeError(`Column ${columnIndex} '${column.name}' is ${column.kind}, not ${kind}`)
      : new RangeError(`No column ${columnIndex} among ${this.columns.length}`);
  }
}

/** Reading past the end would count missing values that nobody sent. */
function checkSpan(length: number, count: number, offset: number, stride: number): void {
  if (count > 0 && !(offset >= 0 && stride >= 1 && offset + (count - 1) * stride < length)) {
    throw new RangeError(
      `${count} values from ${offset} in steps of ${stride} don't fit into ${length}`,
    );
  }
}
