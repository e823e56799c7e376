import { NumericColumnCounter } from '../NumericColumnCounter';
import { LANES, MAX_VALUES, RowsScratch, rowsScratch, USUAL_EDGES } from './countRows';

/** Fewer rows are counted value by value. */
const MIN_ROWS = 8;

/** A numeric column of rows: element `element` of each. */
export interface FloatColumn {
  readonly counter: NumericColumnCounter;
  readonly element: number;
}

/** Columns beside each other in a row, from `element` on; some may be nobody's. */
interface ColumnGroup {
  readonly element: number;
  readonly columns: ReadonlyArray<FloatColumn & { readonly lane: number }>;
  /** As the edges are laid out in the scratch. */
  readonly edges: Float32Array;
}

/** Counts the columns of row-major float32 data, four at a time where the machine can do that. */
export class FloatRowCounter {
  private readonly groups: readonly ColumnGroup[];
  /** Counted value by value. */
  private readonly others: readonly FloatColumn[];
  private readonly leastWidth: number;

  /**
   * @param columns - whose counters know what they have counted; others may count into the same
   * @param scratch - null: all are counted value by value, as where there is none
   */
  constructor(
    columns: readonly FloatColumn[],
    private readonly scratch: RowsScratch | null = rowsScratch(),
  ) {
    const byGroup = new Map<number, FloatColumn[]>();
    const others: FloatColumn[] = [];
    for (const column of columns) {
      const group = Math.floor(column.element / LANES);
      const members = byGroup.get(group) ?? [];
      const isTaken = members.some(({ element }) => element === column.element);
      if (isTaken || column.counter.edges.length > USUAL_EDGES) others.push(column);
      else byGroup.set(group, [...members, column]);
    }
    this.groups = Array.from(byGroup, ([group, members]) => makeGroup(group * LANES, members));
    this.others = others;
    this.leastWidth = columns.reduce((width, { element }) => Math.max(width, element + 1), 1);
  }

  /**
   * Counts rows.
   *
   * @param values - [rows, width]
   * @throws RangeError when they don't have all columns, or the values end too early; nothing is counted then
   */
  count(values: Float32Array, rows: number, width: number): void {
    if (width < this.leastWidth || values.length < rows * width) {
      throw new RangeError(`${rows} rows of ${width} don't fit into ${values.length} values`);
    }
    const { scratch } = this;
    // At least one, be it too wide.
    const rowsAtOnce = Math.max(1, Math.floor(MAX_VALUES / width));
    for (let from = 0; from < rows; from += rowsAtOnce) {
      const size = Math.min(rowsAtOnce, rows - from);
      if (scratch && size >= MIN_ROWS) this.countBlock(scratch, values, from, size, width);
      else {
        for (const { columns } of this.groups) countSingly(columns, values, from, size, width);
      }
    }
    countSingly(this.others, values, 0, rows, width);
  }

  private countBlock(
    scratch: RowsScratch,
    values: Float32Array,
    from: number,
    rows: number,
    width: number,
  ): void {
    scratch.values.set(values.subarray(from * width, (from + rows) * width));
    for (const { element, columns, edges } of this.groups) {
      scratch.edges.set(edges);
      scratch.run(element, rows, width);
      for (const column of columns) {
        const { counter, lane } = column;
        if (scratch.finite[lane] === 0) countSingly([column], values, from, rows, width);
        else if (counter.addCounted(scratch, lane, rows)) {
          counter.observeOutside(values, rows, from * width + column.element, width);
        }
      }
    }
  }
}

function countSingly(
  columns: readonly FloatColumn[],
  values: Float32Array,
  from: number,
  rows: number,
  width: number,
): void {
  for (const { counter, element } of columns) {
    counter.observeAll(values, rows, from * width + element, width);
  }
}

function makeGroup(element: number, members: readonly FloatColumn[]): ColumnGroup {
  // Nothing is larger than edges that aren't there.
  const edges = new Float32Array(USUAL_EDGES * LANES).fill(Infinity);
  const columns = members.map(column => ({ ...column, lane: column.element - element }));
  for (const { counter, lane } of columns) {
    counter.edges.forEach((edge, i) => (edges[i * LANES + lane] = floatBelow(edge)));
  }
  return { element, columns, edges };
}

/** The largest float32 that isn't larger: as many of them are larger than it as are than the double. */
export function floatBelow(value: number): number {
  const nearest = Math.fround(value);
  if (nearest <= value) return nearest;
  const bits = new Int32Array(new Float32Array([nearest]).buffer);
  // The bits of positive numbers grow with them, those of negative ones the other way. Zero came of a negative one.
  if (nearest === 0) bits[0] = 0x80000001 | 0;
  else bits[0] += nearest > 0 ? -1 : 1;
  return new Float32Array(bits.buffer)[0];
}
