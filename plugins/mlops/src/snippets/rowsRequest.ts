import type { Signature } from '@mlops-backstage/plugin-mlops-common';
import type { RowValue } from './tensorField';

/** A request of rows of named columns, which an endpoint takes in place of tensors. */
export interface RowsRequest {
  rows: Array<Record<string, RowValue>>;
}

/**
 * A request for one row of values by input name: an input of one value is a column of its name, element i of a list the
 * column `name[i]`.
 *
 * @returns undefined for a model with inputs that have no columns: those of more than two dimensions, or of none
 */
export function rowsRequest(
  signature: Signature,
  row: Record<string, RowValue>,
): RowsRequest | undefined {
  const columns: Record<string, RowValue> = {};
  for (const { name, shape } of signature.inputs) {
    if (shape.length !== 1 && shape.length !== 2) return undefined;
    const value = row[name];
    if ((shape[1] ?? 1) === 1) columns[name] = Array.isArray(value) ? value.flat()[0] : value;
    else [value].flat(2).forEach((element, i) => (columns[`${name}[${i}]`] = element));
  }
  return { rows: [columns] };
}
