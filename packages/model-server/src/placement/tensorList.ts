import { Tensor } from '../protocol/Datatype';

/** Tensors by name, in order, as they go from one thread to another. */
export type TensorList = ReadonlyArray<readonly [name: string, tensor: Tensor]>;

export function listTensors(tensors: ReadonlyMap<string, Tensor>): TensorList {
  return Array.from(tensors, ([name, tensor]) => [name, compact(tensor)] as const);
}

/** Without what else is in its memory: a message would take all of that along. */
function compact(tensor: Tensor): Tensor {
  const { data } = tensor;
  if (Array.isArray(data) || data.byteLength === data.buffer.byteLength) return tensor;
  return { ...tensor, data: data.slice() };
}
