import { Profiler } from '@mlops-backstage/model-profile';
import { Tensor } from '../protocol/Datatype';
import { fromHalf } from '../protocol/half';
import { BoundColumn } from './bindColumns';

/** A request's inputs and outputs by name. */
export interface ObservedTensors {
  readonly inputs: ReadonlyMap<string, Tensor>;
  readonly outputs: ReadonlyMap<string, Tensor>;
}

/**
 * Counts a request's rows into a profile.
 *
 * @throws RangeError when a tensor doesn't have the request's rows
 */
export function profileRows(
  profiler: Profiler,
  columns: readonly BoundColumn[],
  rows: number,
  tensors: ObservedTensors,
): void {
  // Checked before anything is counted, so that a column never has more values than rows.
  forEachColumn(columns, tensors, ({ tensor, element }, { shape, data }) => {
    if (shape[0] !== rows || element >= data.length / rows) {
      throw new RangeError(
        `'${tensor}' of shape [${shape}] has no element ${element} of ${rows} rows`,
      );
    }
  });
  forEachColumn(columns, tensors, ({ index, kind, element }, observed) => {
    const width = observed.data.length / rows;
    if (kind === 'numeric') {
      profiler.observeNumeric(index, numbersOf(observed), rows, element, width);
    } else {
      profiler.observeCategorical(index, labelsOf(observed), rows, element, width);
    }
  });
  profiler.addRows(rows);
}

/** Columns of one tensor lie beside each other, and there may be hundreds for a single row: it is looked up once. */
function forEachColumn(
  columns: readonly BoundColumn[],
  tensors: ObservedTensors,
  visit: (column: BoundColumn, tensor: Tensor) => void,
): void {
  let side: BoundColumn['side'] | undefined;
  let name: string | undefined;
  let tensor: Tensor | undefined;
  for (const column of columns) {
    if (column.tensor !== name || column.side !== side) {
      ({ side, tensor: name } = column);
      tensor = tensors[side].get(name)!;
    }
    visit(column, tensor!);
  }
}

function numbersOf({ datatype, data }: Tensor): ArrayLike<number | bigint> {
  if (datatype === 'FP16') return Array.from(data as Uint16Array, fromHalf);
  return data as ArrayLike<number | bigint>;
}

function labelsOf(tensor: Tensor): ArrayLike<string | number | bigint | boolean> {
  if (tensor.datatype === 'BOOL') return Array.from(tensor.data as Uint8Array, Boolean);
  if (tensor.datatype === 'BYTES') return tensor.data as string[];
  return numbersOf(tensor);
}
