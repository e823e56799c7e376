import type { TensorSignature, Version } from '@mlops-backstage/plugin-mlops-common';
import { isKnown } from './Endpoint';
import type { Table } from './tableOf';
import { elementCount } from './tensors';

type Sample = NonNullable<Version['sampleInputs']>[string];

/** Elements of an example, of all its inputs; nobody reads a longer one. */
const MAX_ELEMENTS = 1_000;

/** Fields that have to be quoted, by RFC 4180, and those whose blanks a reader may take away. */
const SPECIAL = /[",\r\n]|^\s|\s$/;

/** One row: free sizes are 1. */
const leastShape = (shape: readonly number[]) => shape.map(size => (size === -1 ? 1 : size));

/** Whether the requests that a version can be shown with are short enough to be. */
function isShort({ signature }: Version): boolean {
  const elements = signature.inputs.map(({ shape }) => elementCount(leastShape(shape)));
  return elements.reduce((sum, count) => sum + count, 0) <= MAX_ELEMENTS;
}

/**
 * A request of tensors, of the sample values where there are some.
 *
 * @returns undefined for an unknown signature, and where it would be long
 */
export function exampleTensors(version: Version): object | undefined {
  const { signature, sampleInputs } = version;
  if (!isKnown(version) || !isShort(version)) {
    return undefined;
  }
  return {
    inputs: signature.inputs.map(({ name, datatype, shape: free }) => {
      const shape = leastShape(free);
      const value = exampleValue(datatype, sampleInputs?.[name]);
      const data = Array.from({ length: elementCount(shape) }, () => value);
      return { name, datatype, shape, data };
    }),
  };
}

/** The same in rows of columns; undefined where it would be long. */
export function exampleRows(
  version: Version,
  { inputs, rows }: Table,
): Array<Record<string, Sample>> | undefined {
  if (!isShort(version)) {
    return undefined;
  }
  const row = Object.fromEntries(
    inputs.flatMap(({ name, datatype, width }): Array<[string, Sample]> => {
      const value = exampleValue(datatype, version.sampleInputs?.[name]);
      return Math.abs(width) === 1
        ? [[name, value]]
        : Array.from({ length: width }, (_, i) => [`${name}[${i}]`, value]);
    }),
  );
  return Array.from({ length: Math.abs(rows) }, () => row);
}

/** Rows as comma-separated values, with the names of the columns in the first line. */
export function asCsv(rows: ReadonlyArray<Record<string, Sample>>): string {
  const lines = [Object.keys(rows[0]), ...rows.map(row => Object.values(row))];
  return lines.map(fields => `${fields.map(asField).join(',')}\n`).join('');
}

function asField(value: Sample): string {
  const text = value === null ? '' : String(value);
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The sample, unless there is none or it is no value of the datatype. */
function exampleValue(datatype: TensorSignature['datatype'], sample: Sample | undefined): Sample {
  switch (datatype) {
    case 'BOOL':
      return typeof sample === 'boolean' ? sample : false;
    case 'BYTES':
      return typeof sample === 'string' ? sample : '';
    case 'FP16':
    case 'FP32':
    case 'FP64':
      return typeof sample === 'number' || sample === null ? sample : 0;
    default:
      return Number.isSafeInteger(sample) ? sample! : 0;
  }
}
