import { ColumnSchema, ProfileSchema } from '@mlops-backstage/model-profile';
import { isTensor, ModelSignature, TensorSignature } from '../protocol/ModelSignature';

/** Where the values of a profiled column are found: element `element` of each row of its tensor. */
export interface BoundColumn {
  /** Position in the schema's columns. */
  readonly index: number;
  readonly kind: ColumnSchema['kind'];
  readonly element: number;
}

/** A tensor that has profiled columns. */
export interface BoundTensor {
  readonly side: 'inputs' | 'outputs';
  readonly name: string;
  readonly columns: readonly BoundColumn[];
  /** Elements that a row needs to have for them. */
  readonly width: number;
}

export interface BoundSchema {
  readonly schema: ProfileSchema;
  readonly tensors: readonly BoundTensor[];
  /** Names of columns that the model has no tensor for. */
  readonly unbound: readonly string[];
  /** Outputs that must be computed even when a request doesn't ask for them. */
  readonly outputs: readonly string[];
}

/**
 * Finds the tensors of a schema's columns: features among the inputs, predictions among the outputs.
 * A tensor [N] or [N, 1] is a column of its own name, element i of [N, k] is the column `name[i]`.
 */
export function bindColumns(schema: ProfileSchema, signature: ModelSignature): BoundSchema {
  const tensors: Array<BoundTensor & { columns: BoundColumn[]; width: number }> = [];
  const unbound: string[] = [];
  schema.columns.forEach((column, index) => {
    const side = column.role === 'feature' ? 'inputs' : 'outputs';
    const candidates = side === 'inputs' ? signature.inputs : signature.outputs.filter(isTensor);
    const place = findPlace(column, candidates);
    if (!place) {
      unbound.push(column.name);
      return;
    }
    const { tensor: name, element } = place;
    let bound = tensors.find(one => one.side === side && one.name === name);
    if (!bound) tensors.push((bound = { side, name, columns: [], width: 0 }));
    bound.columns.push({ index, kind: column.kind, element });
    bound.width = Math.max(bound.width, element + 1);
  });
  const outputs = tensors.filter(({ side }) => side === 'outputs').map(({ name }) => name);
  return { schema, tensors, unbound, outputs };
}

function findPlace(
  column: ColumnSchema,
  tensors: readonly TensorSignature[],
): { tensor: string; element: number } | undefined {
  for (const { name, datatype, shape } of tensors) {
    if (datatype === 'BYTES' && column.kind === 'numeric') continue;
    const element = elementOf(column.name, name, shape);
    if (element !== undefined) return { tensor: name, element };
  }
  return undefined;
}

function elementOf(column: string, tensor: string, shape: readonly number[]): number | undefined {
  if (column === tensor) {
    const single = shape.length === 1 || (shape.length === 2 && Math.abs(shape[1]) === 1);
    return single ? 0 : undefined;
  }
  if (shape.length !== 2 || !column.startsWith(`${tensor}[`)) return undefined;
  const index = /^\[(\d{1,9})\]$/.exec(column.slice(tensor.length))?.[1];
  const element = index === undefined ? -1 : Number(index);
  const width = shape[1] === -1 ? Infinity : shape[1];
  return element >= 0 && element < width ? element : undefined;
}
