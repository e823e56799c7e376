import type { TensorSignature } from '@mlops-backstage/plugin-mlops-common';

/** What a form asks for one input of a model, for one row. */
export interface TensorField {
  kind: 'float' | 'integer' | 'boolean' | 'text' | 'list';
  /** Whether a row may lack the value: only floating-point numbers have a "missing". */
  mayBeMissing: boolean;
  /** Shape of one row in a request: `[1, 1]` for an input of shape `[-1, 1]`. */
  rowShape: number[];
}

/** A value of a row: what sample inputs hold, and a nested list where an input is wider than one value. */
export type RowValue = number | string | boolean | null | RowValue[];

/** The field for an input. An input that holds more than one value a row is asked for as a JSON list. */
export function tensorField(tensor: TensorSignature): TensorField {
  const rowShape = tensor.shape.map((size, axis) => (axis === 0 || size === -1 ? 1 : size));
  const isFloat = tensor.datatype.startsWith('FP');
  const base = { mayBeMissing: isFloat, rowShape };
  if (tensor.shape.slice(1).some(size => size !== 1)) {
    return { ...base, kind: 'list', mayBeMissing: false };
  }
  if (isFloat) {
    return { ...base, kind: 'float' };
  }
  if (tensor.datatype === 'BYTES') {
    return { ...base, kind: 'text' };
  }
  return { ...base, kind: tensor.datatype === 'BOOL' ? 'boolean' : 'integer' };
}

/** A value that an input accepts, to begin with when there is no sample. */
export function placeholderValue(tensor: TensorSignature): RowValue {
  const { kind, rowShape } = tensorField(tensor);
  switch (kind) {
    case 'list': {
      const size = rowShape.reduce((product, axis) => product * axis, 1);
      const element = placeholderValue({ ...tensor, shape: [-1] });
      return Array.from({ length: size }, () => element);
    }
    case 'text':
      return '';
    case 'boolean':
      return false;
    default:
      return 0;
  }
}
