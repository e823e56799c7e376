import type { Endpoint } from './Endpoint';
import { asCsv, exampleRows, exampleTensors } from './examples';
import { BINARY_ANSWER, BINARY_REQUEST, tableContent } from './formats';
import { inferRefusals } from './refusals';
import { oneOf, ref, type Schema } from './schemas';
import { tableOf, type Table } from './tableOf';

const ROUTING_KEY = {
  name: 'x-routing-key',
  in: 'header',
  description:
    'While a canary answers a share of the requests, those with the same key are answered by the same version; such as the name of a customer.',
  schema: { type: 'string' },
};

const HEADER_LENGTH = {
  description: 'With binary data: the bytes of the JSON before it, not compressed.',
  schema: { type: 'integer', minimum: 0 },
};

const PREDICTION_HEADERS = {
  'x-prediction-id': {
    description: 'Names the predictions, for labels that come later.',
    required: true,
    schema: { type: 'string' },
  },
  'x-model-version': {
    description: 'The version that answered.',
    required: true,
    schema: { type: 'string' },
  },
  'Inference-Header-Content-Length': HEADER_LENGTH,
};

const eitherOf = (first: string, second: string | undefined): Schema =>
  second ? oneOf([ref(first), ref(second)]) : ref(first);

/** Asking for predictions: what the endpoint takes, in every format, and what it answers. */
export function inferOperation(endpoint: Endpoint) {
  const { version, takesRoutingKey, hasExtensions } = endpoint;
  const table = hasExtensions ? tableOf(version.signature) : undefined;
  const parameters = [
    ...(takesRoutingKey ? [ROUTING_KEY] : []),
    ...(hasExtensions
      ? [{ name: 'Inference-Header-Content-Length', in: 'header', ...HEADER_LENGTH }]
      : []),
  ];
  return {
    operationId: 'infer',
    summary: 'Ask for predictions',
    ...(hasExtensions && { description: describeFormats(table) }),
    ...(parameters.length > 0 && { parameters }),
    requestBody: {
      required: true,
      content: {
        ...jsonRequest(endpoint, table),
        ...(hasExtensions && BINARY_REQUEST),
        ...(table && tableContent(table, 'InputRow', csvExample(endpoint, table))),
      },
    },
    responses: {
      200: {
        description: hasExtensions
          ? 'The predictions, in the format of the request'
          : 'The predictions',
        ...(hasExtensions && { headers: PREDICTION_HEADERS }),
        content: {
          'application/json': {
            schema: eitherOf('InferResponse', table && 'RowsResponse'),
          },
          ...(hasExtensions && BINARY_ANSWER),
          ...(table && tableContent(table, 'OutputRow')),
        },
      },
      ...inferRefusals(endpoint),
    },
  };
}

function describeFormats(table: Table | undefined): string {
  return [
    'Takes tensors in the JSON of the protocol and, as `application/octet-stream`, with the binary data of tensors after it.',
    ...(table
      ? [
          'Takes tables of named columns in their place, as JSON with `rows`, CSV or Arrow, and answers in the same format. ' +
            'An input or output of one value a row is the column of its name, value *i* of a wider one `name[i]`.',
        ]
      : []),
    'Bodies may be compressed, with `Content-Encoding: gzip` or `deflate`.',
  ].join('\n\n');
}

function jsonRequest({ version }: Endpoint, table: Table | undefined) {
  const tensors = exampleTensors(version);
  const rows = table && exampleRows(version, table);
  return {
    'application/json': {
      schema: eitherOf('InferRequest', table && 'RowsRequest'),
      ...(tensors && {
        examples: {
          ...(rows && { rows: { summary: 'Rows of named columns', value: { rows } } }),
          tensors: { summary: 'Tensors', value: tensors },
        },
      }),
    },
  };
}

function csvExample({ version }: Endpoint, table: Table): string | undefined {
  const rows = exampleRows(version, table);
  return rows && asCsv(rows);
}
