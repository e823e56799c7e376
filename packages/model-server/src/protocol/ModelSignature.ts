import { Datatype } from './Datatype';

export interface TensorSignature {
  readonly name: string;
  readonly datatype: Datatype;
  /** -1 for a free dimension. */
  readonly shape: readonly number[];
}

/** An output that onnxruntime-node can't return; the model's other outputs can be served. */
export interface UnsupportedTensor {
  readonly name: string;
  /** Why not. */
  readonly unsupported: string;
  /** What to do about it. */
  readonly remedy: string;
}

export interface ModelSignature {
  readonly inputs: readonly TensorSignature[];
  readonly outputs: readonly (TensorSignature | UnsupportedTensor)[];
}

export function isTensor(output: TensorSignature | UnsupportedTensor): output is TensorSignature {
  return !('unsupported' in output);
}
