import { arrayOf, ref, type Schema } from './schemas';
import type { Table } from './tableOf';

const ARROW = {
  'application/vnd.apache.arrow.stream': 'Arrow IPC, as a stream.',
  'application/vnd.apache.arrow.file': 'Arrow IPC, as a file.',
};

/** Tensors in JSON and binary data after it. */
export const BINARY_REQUEST = {
  'application/octet-stream': {
    schema: {
      description:
        'An InferRequest in JSON, whose inputs may have `parameters.binary_data_size` in place of `data`, then their ' +
        'bytes in the order of the inputs: little-endian, row-major; of BYTES each string after its length in four bytes.',
    },
  },
};

export const BINARY_ANSWER = {
  'application/octet-stream': {
    schema: {
      description:
        'An InferResponse in JSON, whose outputs that were asked for as binary data have `parameters.binary_data_size` ' +
        'in place of `data`, then their bytes in the order of the outputs.',
    },
  },
};

/**
 * Tables in CSV and Arrow, by content type.
 *
 * @param row - the schema of a row
 * @param csv - an example
 */
export function tableContent({ rows }: Table, row: 'InputRow' | 'OutputRow', csv?: string) {
  const csvSchema: Schema = {
    type: 'string',
    // No contentMediaType, which the name of the content says: Swagger UI takes a text that has it for a file and shows no example.
    contentSchema: arrayOf(ref(row), rows),
    description:
      'UTF-8, names of the columns in the first line. A number that is missing is an empty field.',
  };
  return {
    'text/csv': { schema: csvSchema, ...(csv !== undefined && { example: csv }) },
    ...Object.fromEntries(
      Object.entries(ARROW).map(([contentType, description]) => [
        contentType,
        { schema: { description } },
      ]),
    ),
  };
}
