import { COUNT_ROWS_CODE } from './countRowsCode';

/** Columns that are gone through at once. */
export const LANES = 4;
/** Edges that a column has at most to be gone through so: deciles have as many. The code has them, too. */
export const USUAL_EDGES = 9;

const BYTES = 4;
const PAGE = 65_536;
const VECTOR = LANES * BYTES;
/** Numbers of float32 that the rows may have. */
export const MAX_VALUES = 10_000;
const VALUES_AT = 0;
/** Behind the rows there is room for a vector: the last one of the last row may begin in it and end beyond. */
const EDGES_AT = VALUES_AT + MAX_VALUES * BYTES + VECTOR;
const RESULTS_AT = EDGES_AT + USUAL_EDGES * VECTOR;

/**
 * What the rows came to. Columns, from 0 to 3, lie beside each other in each: the first one of edge 2 is `above[2 * LANES]`.
 * A column with a value that isn't finite has no more than that told of it.
 */
export interface CountedRows {
  /** Of each edge how many values are larger. */
  readonly above: Int32Array;
  /** 0 where a value isn't finite. */
  readonly finite: Int32Array;
  /** The first value, and the smallest and the largest. */
  readonly first: Float32Array;
  readonly min: Float32Array;
  readonly max: Float32Array;
  /** Of the distances from the first value, and of their squares. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

/** Memory that code in WebAssembly and this one share: it is copied into and read from, and nothing stays in it. */
export interface RowsScratch extends CountedRows {
  readonly values: Float32Array;
  readonly edges: Float32Array;
  /**
   * Goes through four columns of the rows.
   *
   * @param element - where the first of them is in a row
   * @param width - numbers of a row
   */
  run(element: number, rows: number, width: number): void;
}

let opened: RowsScratch | null | undefined;

/** Null where the machine has no such instructions, or code of this kind isn't allowed. */
export function rowsScratch(): RowsScratch | null {
  if (opened === undefined) {
    try {
      opened = open();
    } catch {
      // Then one value is counted after the other, which comes to the same.
      opened = null;
    }
  }
  return opened;
}

function open(): RowsScratch {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  const code = Uint8Array.from(atob(COUNT_ROWS_CODE), letter => letter.charCodeAt(0));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), {
    scratch: { memory },
  });
  const countRows = exports.countRows as (...places: number[]) => void;
  const { buffer } = memory;
  let end = RESULTS_AT;
  const place = (vectors: number): number => {
    const at = end;
    end += vectors * VECTOR;
    if (end > PAGE) throw new RangeError(`${end} bytes don't fit into a page`);
    return at;
  };
  const floats = () => new Float32Array(buffer, place(1), LANES);
  const doubles = () => new Float64Array(buffer, place(2), LANES);
  // In the order in which they are stored.
  return {
    values: new Float32Array(buffer, VALUES_AT, MAX_VALUES),
    edges: new Float32Array(buffer, EDGES_AT, USUAL_EDGES * LANES),
    above: new Int32Array(buffer, place(USUAL_EDGES), USUAL_EDGES * LANES),
    finite: new Int32Array(buffer, place(1), LANES),
    first: floats(),
    min: floats(),
    max: floats(),
    sums: doubles(),
    squares: doubles(),
    run(element, rows, width) {
      const at = VALUES_AT + element * BYTES;
      const stride = width * BYTES;
      countRows(at, at + rows * stride, stride, EDGES_AT, RESULTS_AT);
    },
  };
}
