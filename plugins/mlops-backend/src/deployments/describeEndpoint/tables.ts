import type { Endpoint } from './Endpoint';
import { requestParameters } from './requestParameters';
import { arrayOf, object, ref, type Schema } from './schemas';
import type { Table, TensorColumns } from './tableOf';
import { upTo } from './upTo';

/** Columns of one tensor that are listed one by one; of more nobody reads the list. */
const MAX_LISTED = 100;

/** Only what has to be escaped may be, in patterns of JSON Schema. */
const escapePattern = (text: string) => text.replace(/[\^$\\.*+?()[\]{}|/]/g, '\\$&');

const listNames = ({ name, width }: TensorColumns) =>
  width === 1 ? [name] : Array.from({ length: width }, (_, i) => `${name}[${i}]`);

const isListed = ({ width }: TensorColumns) => width !== -1 && width <= MAX_LISTED;

/** The schemas of requests and answers of rows, by the names that `ref` takes. */
export const tableSchemas = (endpoint: Endpoint, table: Table): Record<string, Schema> => ({
  InputRow: inputRow(table.inputs),
  OutputRow: outputRow(table.outputs),
  RowsRequest: rowsRequest(endpoint, table),
  RowsResponse: rowsResponse(table),
});

function rowsRequest(endpoint: Endpoint, { outputs, rows }: Table): Schema {
  return {
    ...object(
      {
        id: { type: 'string', description: 'Answered as it is.' },
        parameters: requestParameters(endpoint, { binary: false }),
        rows: arrayOf(ref('InputRow'), rows),
        outputs: {
          type: 'array',
          description: 'Names of the outputs to answer. Without it, or empty, all of them.',
          uniqueItems: true,
          items: { enum: outputs.map(({ name }) => name) },
        },
      },
      ['id', 'parameters', 'outputs'],
    ),
    not: { required: ['inputs'] },
  };
}

function rowsResponse({ rows }: Table): Schema {
  return object(
    {
      model_name: { type: 'string' },
      model_version: { type: 'string' },
      id: { type: 'string', description: 'That of the request.' },
      rows: { ...arrayOf(ref('OutputRow'), rows), description: 'In the order of the request.' },
    },
    ['id'],
  );
}

function inputRow(inputs: readonly TensorColumns[]): Schema {
  const columns = inputs.reduce((sum, { width }) => sum + Math.abs(width), 0);
  const required = inputs.flatMap(input => (isListed(input) ? listNames(input) : []));
  return {
    type: 'object',
    description: describeFree(inputs, 'All rows have the same columns.'),
    additionalProperties: false,
    required,
    ...columnsSchema(inputs),
    ...(required.length < columns && {
      minProperties: columns,
      ...(inputs.every(({ width }) => width !== -1) && { maxProperties: columns }),
    }),
  };
}

/** Of those columns that were asked for. */
function outputRow(outputs: readonly TensorColumns[]): Schema {
  return {
    type: 'object',
    description: describeFree(outputs, 'The columns of the outputs that were asked for.'),
    additionalProperties: false,
    minProperties: 1,
    ...columnsSchema(outputs),
  };
}

function columnsSchema(tensors: readonly TensorColumns[]) {
  const properties: Array<[string, Schema]> = [];
  const patternProperties: Array<[string, Schema]> = [];
  for (const tensor of tensors) {
    const element = ref(tensor.datatype);
    if (isListed(tensor)) {
      properties.push(...listNames(tensor).map((name): [string, Schema] => [name, element]));
    } else {
      patternProperties.push([namesPattern(tensor), element]);
    }
    if (tensor.width === -1) {
      properties.push([tensor.name, element]);
    }
  }
  return {
    properties: Object.fromEntries(properties),
    ...(patternProperties.length > 0 && {
      patternProperties: Object.fromEntries(patternProperties),
    }),
  };
}

/** The names of the elements of a wide tensor: indices have no leading zeros. */
function namesPattern({ name, width }: TensorColumns): string {
  const index = width === -1 ? '[0-9]{1,9}' : upTo(String(width - 1));
  return `^${escapePattern(name)}\\[(?!0[0-9])${index}\\]$`;
}

function describeFree(tensors: readonly TensorColumns[], general: string): string {
  const free = tensors.filter(({ width }) => width === -1).map(({ name }) => name);
  return [
    general,
    ...free.map(
      name =>
        `Of \`${name}\`: \`${name}\`, or \`${name}[0]\`, \`${name}[1]\` and so on, without a gap.`,
    ),
  ].join(' ');
}
