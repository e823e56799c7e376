import type { InferRequest, Signature, Version } from '@mlops-backstage/plugin-mlops-common';
import { placeholderValue, tensorField, type RowValue } from './tensorField';

/** An Open Inference Protocol v2 request for one row of values by input name. */
export function inferRequest(signature: Signature, row: Record<string, RowValue>): InferRequest {
  return {
    inputs: signature.inputs.map(tensor => {
      const value = row[tensor.name];
      const data = Array.isArray(value) ? flatten(value) : [value];
      const { kind, rowShape } = tensorField(tensor);
      const freeAxis = kind === 'list' ? tensor.shape.lastIndexOf(-1) : 0;
      const fixed = rowShape.reduce((product, size) => product * size, 1);
      return {
        name: tensor.name,
        datatype: tensor.datatype,
        shape: rowShape.map((size, axis) =>
          axis > 0 && axis === freeAxis ? data.length / fixed : size,
        ),
        data,
      };
    }),
  };
}

/** A row to begin with: the version's sample where it has one, else placeholders. */
export function exampleRow(
  version: Pick<Version, 'signature' | 'sampleInputs'>,
): Record<string, RowValue> {
  return Object.fromEntries(
    version.signature.inputs.map(tensor => {
      const sample = version.sampleInputs?.[tensor.name];
      return [tensor.name, sample === undefined ? placeholderValue(tensor) : sample];
    }),
  );
}

function flatten(values: readonly unknown[]): unknown[] {
  return values.flatMap(value => (Array.isArray(value) ? flatten(value) : [value]));
}
