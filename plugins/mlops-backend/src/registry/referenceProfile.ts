import { InputError } from '@backstage/errors';
import { buildReferenceProfile } from '@mlops-backstage/model-profile';
import type { Profile } from '@mlops-backstage/model-profile';
import { fromHalf, toHalf } from '@mlops-backstage/model-server';
import type { Prediction, Signature, TensorSignature } from '@mlops-backstage/plugin-mlops-common';
import { rowWidth } from './predictionOutputs';

/** Reference data as it was read: one column an input or output, one value a row. */
export interface ReferenceData {
  rows: number;
  columns: Array<{ name: string; values: ArrayLike<ReferenceValue> }>;
}

type ReferenceValue = number | bigint | string | boolean | null;

interface ProfiledColumn {
  name: string;
  role: 'feature' | 'prediction';
  kind: 'numeric' | 'categorical';
  datatype: string;
}

/** A tensor of more values a row than this is profiled as a whole nowhere: an embedding says nothing by its elements. */
const MAX_ELEMENTS = 64;

function columnsOf(
  tensor: TensorSignature,
  role: ProfiledColumn['role'],
  isLabel: boolean,
): ProfiledColumn[] {
  const width = rowWidth(tensor);
  if (width === undefined || width > MAX_ELEMENTS) {
    return [];
  }
  const kind =
    isLabel || tensor.datatype === 'BYTES' || tensor.datatype === 'BOOL'
      ? 'categorical'
      : 'numeric';
  const names =
    width === 1 ? [tensor.name] : Array.from({ length: width }, (_, i) => `${tensor.name}[${i}]`);
  return names.map(name => ({ name, role, kind, datatype: tensor.datatype }));
}

/** A flag as the endpoint counts it. CSV knows no booleans, only `True` and `1`. */
function asBoolean(name: string, value: ReferenceValue): boolean | null {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return null;
  }
  const text = String(value).toLowerCase();
  if (!['true', 'false', '1', '0'].includes(text)) {
    throw new InputError(
      `The column "${name}" of the reference data holds "${text.slice(0, 40)}", but the model takes BOOL`,
    );
  }
  return text === 'true' || text === '1';
}

/** A number in the fewest digits that mean the same in single precision: 39.02, not 39.02000045776367. */
function shortest(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) {
      return short;
    }
  }
  return value;
}

function rounded(datatype: string, value: number): number {
  switch (datatype) {
    case 'FP32':
      return Math.fround(value);
    case 'FP16':
      return fromHalf(toHalf(value));
    default:
      return value;
  }
}

/** The values in the precision in which the endpoint will see them, so that both fall on the same side of an edge. */
function asSeenByModel(
  column: ProfiledColumn,
  values: ArrayLike<ReferenceValue>,
): ArrayLike<ReferenceValue> {
  if (column.datatype === 'BOOL') {
    return Array.from(values, value => asBoolean(column.name, value));
  }
  if (column.kind === 'categorical') {
    return values;
  }
  return Array.from(values, value => {
    if (value === null || value === undefined) {
      return null;
    }
    if (typeof value === 'string') {
      throw new InputError(
        `The column "${column.name}" of the reference data holds text ("${value.slice(0, 40)}"), but the model takes ${column.datatype}`,
      );
    }
    const number = Number(value);
    return rounded(column.datatype, number);
  });
}

/**
 * Freezes the profile that traffic will be compared with: every input and, where the data has them, the outputs.
 *
 * @throws `InputError` when an input has no column, a column has the wrong type or there are no rows
 */
export function referenceProfile(
  data: ReferenceData,
  signature: Signature,
  prediction: Prediction,
): Profile {
  if (data.rows === 0) {
    throw new InputError('The reference data has no rows');
  }
  const byName = new Map(data.columns.map(column => [column.name, column.values]));
  const features = signature.inputs.flatMap(input => columnsOf(input, 'feature', false));
  const missing = features.filter(column => !byName.has(column.name)).map(column => column.name);
  if (missing.length > 0) {
    throw new InputError(
      `The reference data has no column for the inputs: ${missing.join(', ')}. It has: ${[...byName.keys()].join(', ')}`,
    );
  }
  const inputs = new Set(features.map(column => column.name));
  // An output that hands an input through is counted as the input.
  const predictions = signature.outputs
    .flatMap(output => columnsOf(output, 'prediction', output.name === prediction.label))
    .filter(column => byName.has(column.name) && !inputs.has(column.name));
  return buildReferenceProfile(
    [...features, ...predictions].map(column => ({
      name: column.name,
      role: column.role,
      kind: column.kind,
      values: asSeenByModel(column, byName.get(column.name)!),
    })),
  );
}

function sample(input: TensorSignature, value: NonNullable<ReferenceValue>) {
  switch (input.datatype) {
    case 'BYTES':
      return String(value);
    case 'BOOL':
      return asBoolean(input.name, value);
    case 'FP32':
      return shortest(Number(value));
    default:
      return Number(value);
  }
}

/** One value an input, to fill a form with: the first row without a missing value, or else the first. */
export function sampleInputs(
  data: ReferenceData,
  signature: Signature,
): Record<string, number | string | boolean | null> {
  const byName = new Map(data.columns.map(column => [column.name, column.values]));
  const inputs = signature.inputs.filter(input => rowWidth(input) === 1 && byName.has(input.name));
  const complete = (row: number) =>
    inputs.every(input => {
      const value = byName.get(input.name)![row];
      return value !== null && !Number.isNaN(value);
    });
  let row = 0;
  while (row < data.rows && !complete(row)) {
    row++;
  }
  const chosen = row < data.rows ? row : 0;
  return Object.fromEntries(
    inputs.map(input => {
      const value = byName.get(input.name)![chosen] ?? null;
      return [input.name, value === null ? null : sample(input, value)];
    }),
  );
}
