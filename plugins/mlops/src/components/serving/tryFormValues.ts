import type { TensorSignature } from '@mlops-backstage/plugin-mlops-common';
import { tensorField, type RowValue } from '../../snippets/tensorField';

/** What the fields hold while a person types: text, or whether a box is ticked. */
export type FieldValues = Record<string, string | boolean>;

export interface ParsedRow {
  row: Record<string, RowValue>;
  /** What is wrong, by input; empty when the row can be sent. */
  problems: Record<string, string>;
}

/** Fields filled with the values of a row. A missing value is an empty field. */
export function fieldValues(
  inputs: readonly TensorSignature[],
  row: Record<string, RowValue>,
): FieldValues {
  return Object.fromEntries(
    inputs.map(tensor => {
      const value = row[tensor.name];
      switch (tensorField(tensor).kind) {
        case 'boolean':
          return [tensor.name, value === true];
        case 'list':
          return [tensor.name, JSON.stringify(value)];
        default:
          return [tensor.name, value === null || value === undefined ? '' : String(value)];
      }
    }),
  );
}

/** The row that the fields say, in the datatypes of the inputs. */
export function parseFields(inputs: readonly TensorSignature[], values: FieldValues): ParsedRow {
  const parsed: ParsedRow = { row: {}, problems: {} };
  for (const tensor of inputs) {
    const result = parseField(tensor, values[tensor.name]);
    if ('problem' in result) {
      parsed.problems[tensor.name] = result.problem;
    } else {
      parsed.row[tensor.name] = result.value;
    }
  }
  return parsed;
}

type Parsed = { value: RowValue } | { problem: string };

function parseField(tensor: TensorSignature, given: string | boolean): Parsed {
  const { kind, rowShape } = tensorField(tensor);
  if (typeof given === 'boolean') {
    return { value: given };
  }
  switch (kind) {
    case 'text':
      return { value: given };
    case 'float':
      return parseFloatField(given.trim());
    case 'list':
      return parseListField(tensor, given, rowShape);
    default:
      return parseIntegerField(tensor, given.trim());
  }
}

function parseFloatField(text: string): Parsed {
  if (text === '') {
    return { value: null };
  }
  const value = Number(text);
  return Number.isFinite(value) ? { value } : { problem: 'A number, or empty for a missing value' };
}

function parseIntegerField({ datatype }: TensorSignature, text: string): Parsed {
  const value = Number(text);
  if (text === '' || !Number.isInteger(value)) {
    return { problem: 'A whole number' };
  }
  if (!Number.isSafeInteger(value)) {
    return { problem: 'Beyond the whole numbers that JSON carries exactly' };
  }
  const bits = Number(datatype.replace(/\D/g, ''));
  const isUnsigned = datatype.startsWith('U');
  const lowest = isUnsigned ? 0 : -(2 ** (bits - 1));
  const highest = 2 ** (isUnsigned ? bits : bits - 1) - 1;
  return value < lowest || value > highest
    ? { problem: `${datatype} holds ${lowest} to ${highest}` }
    : { value };
}

function parseListField(tensor: TensorSignature, text: string, rowShape: number[]): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (!Array.isArray(value)) {
    return { problem: 'A JSON list, such as [1, 2, 3]' };
  }
  const size = value.flat(Infinity).length;
  const expected = rowShape.reduce((product, axis) => product * axis, 1);
  const isFree = tensor.shape.slice(1).includes(-1);
  const fits = isFree ? size > 0 && size % expected === 0 : size === expected;
  return fits
    ? { value: value as RowValue[] }
    : { problem: `${expected} values${isFree ? ', or a multiple' : ''}; here are ${size}` };
}
