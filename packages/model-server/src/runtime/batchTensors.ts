import { Tensor, TensorData } from '../protocol/Datatype';
import { ELEMENT_READERS } from '../protocol/elementReaders';

/** Whether tensors of the same name differ in nothing but their number of rows, the first dimension. */
export function sameInnerShapes(
  some: ReadonlyMap<string, Tensor>,
  others: ReadonlyMap<string, Tensor>,
): boolean {
  for (const [name, { shape }] of some) {
    const other = others.get(name)!.shape;
    // As many dimensions: both are the signature's.
    for (let i = 1; i < shape.length; i++) if (shape[i] !== other[i]) return false;
  }
  return true;
}

/**
 * The rows of several requests below each other.
 *
 * @param parts - tensors of the same names, datatypes and inner shapes
 */
export function joinRows(parts: ReadonlyArray<ReadonlyMap<string, Tensor>>): Map<string, Tensor> {
  const joined = new Map<string, Tensor>();
  for (const name of parts[0].keys()) joined.set(name, join(parts, name));
  return joined;
}

function join(parts: ReadonlyArray<ReadonlyMap<string, Tensor>>, name: string): Tensor {
  let rows = 0;
  let elements = 0;
  for (const part of parts) {
    const { shape, data } = part.get(name)!;
    rows += shape[0];
    elements += data.length;
  }
  const { datatype, shape } = parts[0].get(name)!;
  const all = ELEMENT_READERS[datatype].allocate(elements);
  let at = 0;
  for (const part of parts) {
    const { data } = part.get(name)!;
    copy(data, all, at);
    at += data.length;
  }
  return { datatype, shape: [rows, ...shape.slice(1)], data: all };
}

function copy(from: TensorData, to: TensorData, at: number): void {
  if (Array.isArray(from)) for (let i = 0; i < from.length; i++) (to as string[])[at + i] = from[i];
  else (to as Float64Array).set(from as Float64Array, at);
}

/**
 * The rows of each request, which are views of the whole.
 *
 * @param rows - of each request
 * @returns undefined when a tensor doesn't have a row for each of them
 */
export function splitRows(
  tensors: ReadonlyMap<string, Tensor>,
  rows: readonly number[],
): Array<Map<string, Tensor>> | undefined {
  const total = rows.reduce((sum, count) => sum + count, 0);
  const parts = rows.map(() => new Map<string, Tensor>());
  for (const [name, { datatype, shape, data }] of tensors) {
    if (shape[0] !== total) return undefined;
    const inner = shape.slice(1);
    const width = data.length / total;
    let at = 0;
    for (let i = 0; i < rows.length; i++) {
      const end = at + rows[i] * width;
      parts[i].set(name, { datatype, shape: [rows[i], ...inner], data: slice(data, at, end) });
      at = end;
    }
  }
  return parts;
}

function slice(data: TensorData, from: number, to: number): TensorData {
  return Array.isArray(data) ? data.slice(from, to) : data.subarray(from, to);
}
