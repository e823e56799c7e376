import { Profiler } from '@mlops-backstage/model-profile';
import { Tensor } from '../protocol/Datatype';
import { fromHalf } from '../protocol/half';
import { BoundColumn, BoundTensor } from './bindColumns';

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
  bound: readonly BoundTensor[],
  rows: number,
  tensors: ObservedTensors,
): void {
  // Checked before anything is counted, so that a column never has more values than rows.
  for (const { side, name, width } of bound) {
    const { shape, data } = tensors[side].get(name)!;
    if (shape[0] !== rows || width > data.length / rows) {
      throw new RangeError(
        `'${name}' of shape [${shape}] has no ${width} elements of ${rows} rows`,
      );
    }
  }
  for (const { side, name, columns } of bound)
    profileTensor(profiler, columns, rows, tensors[side].get(name)!);
  profiler.addRows(rows);
}

function profileTensor(
  profiler: Profiler,
  columns: readonly BoundColumn[],
  rows: number,
  tensor: Tensor,
): void {
  const width = tensor.data.length / rows;
  const numbers = numbersOf(tensor);
  for (const { index, kind, element } of columns) {
    if (kind === 'numeric') profiler.observeNumeric(index, numbers, rows, element, width);
    else profiler.observeCategorical(index, labelsOf(tensor, numbers), rows, element, width);
  }
}

/** Of BYTES, which no numeric column is bound to, it is no numbers that are returned. */
function numbersOf({ datatype, data }: Tensor): ArrayLike<number | bigint> {
  if (datatype === 'FP16') return Array.from(data as Uint16Array, fromHalf);
  return data as ArrayLike<number | bigint>;
}

function labelsOf(
  { datatype, data }: Tensor,
  numbers: ArrayLike<number | bigint>,
): ArrayLike<string | number | bigint | boolean> {
  if (datatype === 'BOOL') return Array.from(data as Uint8Array, Boolean);
  return datatype === 'BYTES' ? (data as string[]) : numbers;
}
