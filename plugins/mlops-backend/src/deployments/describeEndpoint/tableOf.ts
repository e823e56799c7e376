import type { Signature, TensorSignature } from '@mlops-backstage/plugin-mlops-common';

/** The columns of a tensor [N], [N, 1] or [N, k]. */
export interface TensorColumns {
  readonly name: string;
  readonly datatype: TensorSignature['datatype'];
  /** How many; -1 for any from 1. A single one has the tensor's own name, of more each is `name[i]`. */
  readonly width: number;
}

/** A model whose requests and answers can be tables. */
export interface Table {
  readonly inputs: readonly TensorColumns[];
  readonly outputs: readonly TensorColumns[];
  /** -1 for any from 1. */
  readonly rows: number;
}

const ELEMENT = /^(.*)\[(0|[1-9]\d{0,8})\]$/s;

const columnsOf = ({ name, datatype, shape }: TensorSignature): TensorColumns => ({
  name,
  datatype,
  width: shape[1] ?? 1,
});

/**
 * The columns that a model server takes and answers for a signature.
 *
 * @returns undefined where an input or output has no columns, or two may have one of the same name: such a model takes
 * tensors only
 */
export function tableOf({ inputs, outputs }: Signature): Table | undefined {
  const fixed = new Set(inputs.map(({ shape }) => shape[0]).filter(size => size !== -1));
  const [rows = -1] = fixed;
  const isTable =
    inputs.length > 0 &&
    outputs.length > 0 &&
    fixed.size <= 1 &&
    [...inputs, ...outputs].every(({ shape }) => shape.length === 1 || shape.length === 2) &&
    outputs.every(({ shape }) => shape[0] === -1 || shape[0] === rows) &&
    !isAmbiguous(inputs) &&
    !isAmbiguous(outputs);
  return isTable
    ? { inputs: inputs.map(columnsOf), outputs: outputs.map(columnsOf), rows }
    : undefined;
}

/** Whether the own name of a tensor's only column may be one of another's elements. */
function isAmbiguous(tensors: readonly TensorSignature[]): boolean {
  return tensors.some(({ name, shape }) => {
    const [, of, index] = ELEMENT.exec(name) ?? [];
    return (
      Math.abs(shape[1] ?? 1) === 1 &&
      tensors.some(
        other =>
          other.name === of &&
          other.shape.length === 2 &&
          (other.shape[1] === -1 || Number(index) < other.shape[1]),
      )
    );
  });
}
