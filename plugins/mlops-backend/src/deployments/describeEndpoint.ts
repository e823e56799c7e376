import type { TensorSignature, Version } from '@mlops-backstage/plugin-mlops-common';

type Schema = Record<string, unknown> | false;
type Sample = NonNullable<Version['sampleInputs']>[string];

const MAX_SAFE = Number.MAX_SAFE_INTEGER;
/** Where numbers begin that round to no finite one. */
const FP32_END = 3.4028235677973366e38;
const FP16_END = 65_520;

const integer = (minimum: number, maximum: number): Schema => ({
  type: 'integer',
  minimum,
  maximum,
});

/** A pattern of the decimal digits of the integers from 0 to a limit; leading zeros make them no longer than that. */
function upTo(limit: string): string {
  const smaller = [...limit].flatMap((digit, i) =>
    digit === '0'
      ? []
      : [`${limit.slice(0, i)}[0-${Number(digit) - 1}][0-9]{${limit.length - i - 1}}`],
  );
  return `(?:[0-9]{1,${limit.length - 1}}|${[...smaller, limit].join('|')})`;
}

/** JSON numbers lose digits beyond 2^53, so larger integers are decimal strings. */
const bigInteger = (minimum: number, pattern: string): Schema => ({
  anyOf: [integer(minimum, MAX_SAFE), { type: 'string', pattern }],
});

/** JSON has no NaN: null is a missing value. */
const float = (bounds: object = {}): Schema => ({ type: ['number', 'null'], ...bounds });

/** One element of a tensor, as the endpoint reads and writes it in JSON. */
const ELEMENTS: Record<TensorSignature['datatype'], Schema> = {
  BOOL: { type: 'boolean' },
  UINT8: integer(0, 255),
  UINT16: integer(0, 65_535),
  UINT32: integer(0, 4_294_967_295),
  UINT64: bigInteger(0, `^${upTo('18446744073709551615')}$`),
  INT8: integer(-128, 127),
  INT16: integer(-32_768, 32_767),
  INT32: integer(-2_147_483_648, 2_147_483_647),
  INT64: bigInteger(-MAX_SAFE, `^(?:-?${upTo('9223372036854775807')}|-9223372036854775808)$`),
  FP16: float({ exclusiveMinimum: -FP16_END, exclusiveMaximum: FP16_END }),
  FP32: float({ exclusiveMinimum: -FP32_END, exclusiveMaximum: FP32_END }),
  FP64: float(),
  BYTES: { type: 'string', pattern: '^[^\\u0000]*$' },
};

/** All properties are required but those that are named. */
const object = (properties: Record<string, Schema>, optional: string[] = []): Schema => ({
  type: 'object',
  required: Object.keys(properties).filter(name => !optional.includes(name)),
  properties,
});

const ref = (schema: string): Schema => ({ $ref: `#/components/schemas/${schema}` });

/** False, which nothing satisfies, for none. */
const oneOf = (schemas: Schema[]): Schema | false => schemas.length > 0 && { oneOf: schemas };

/** @param length - -1 for any from 1 */
const arrayOf = (items: Schema, length: number): Schema => ({
  type: 'array',
  ...(length === -1 ? { minItems: 1 } : { minItems: length, maxItems: length }),
  items,
});

const elementCount = (shape: readonly number[]) => shape.reduce((count, size) => count * size, 1);

const ANY_TENSOR: Schema = object({
  name: { type: 'string' },
  datatype: { enum: Object.keys(ELEMENTS) },
  shape: { type: 'array', items: { type: 'integer', minimum: 0 } },
  data: { type: 'array' },
});

const elementsOf = (tensors: readonly TensorSignature[]): Record<string, Schema> =>
  Object.fromEntries(tensors.map(({ datatype }) => [datatype, ELEMENTS[datatype]]));

/** Every model has outputs: without any, the signature isn't known. */
const isKnown = ({ signature }: Version) => signature.outputs.length > 0;

const json = (description: string, schema: Schema, example?: unknown) => ({
  description,
  content: { 'application/json': { schema, ...(example !== undefined && { example }) } },
});

const REFUSALS: Record<number, string> = {
  400: 'The request is not what the model takes; the error says why',
  401: 'A valid endpoint token of this deployment is needed',
  403: 'The endpoint token is for another deployment',
  404: 'The server has no endpoint of this name',
  411: 'The request has no body',
  413: 'The request is too large',
  415: 'The content type, or how the body is compressed, is none that the endpoint takes',
  429: 'The endpoint token has reached its limit; `Retry-After` says for how many seconds',
  500: 'The model failed on this request',
  503: 'No models are loaded yet, or too many requests wait',
};

const refusals = (...statuses: number[]) =>
  Object.fromEntries(statuses.map(status => [status, json(REFUSALS[status], ref('Error'))]));

/** What an endpoint asks of programs, and offers them, besides the protocol. */
interface Access {
  /** Whether programs have to send an endpoint token. */
  needsToken: boolean;
  /** Whether a request may say what it is to be answered alike with. */
  takesRoutingKey: boolean;
}

/** Of what isn't the server's health, which anybody may ask. */
const refusalsOf = ({ needsToken }: Access, ...statuses: number[]) =>
  refusals(...statuses, ...(needsToken ? [401, 403] : []));

/** Of the inference, which is what tokens have limits of. */
const inferRefusalsOf = (access: Access) =>
  refusalsOf(access, 400, 404, 411, 413, 415, 500, 503, ...(access.needsToken ? [429] : []));

const TOKEN_SCHEME = {
  endpointToken: {
    type: 'http',
    scheme: 'bearer',
    description:
      'An endpoint token of this deployment, made in the portal: `Authorization: Bearer mlops_…`.',
  },
};

const ROUTING_KEY = {
  name: 'x-routing-key',
  in: 'header',
  description:
    'While a canary answers a share of the requests, those with the same key are answered by the same version; such as the name of a customer.',
  schema: { type: 'string' },
};

/**
 * The OpenAPI 3.1 document of an endpoint of the Open Inference Protocol, with the inputs and outputs of the version
 * that it serves. Of a version whose signature nobody told, tensors are described as the protocol has them.
 *
 * @param options - `inferUrl` ends in `/v2/models/<name>/infer`; what is before that is the server's address. Of another
 * URL nothing but the inference itself is known and described.
 */
export function describeEndpoint(options: {
  deployment: string;
  model: string;
  version: Version;
  inferUrl: string;
  needsToken: boolean;
  takesRoutingKey: boolean;
}): object {
  const { deployment, model, version, inferUrl, needsToken } = options;
  const { inputs, outputs } = version.signature;
  const { server, modelPath, inferPath } = partsOf(inferUrl);
  return {
    openapi: '3.1.0',
    info: {
      title: deployment,
      version: String(version.version),
      description: `Predictions of version ${version.version} of the model ${model}, by the Open Inference Protocol.`,
    },
    servers: [{ url: server }],
    ...(needsToken && { security: [{ endpointToken: [] }] }),
    paths: {
      [inferPath]: { post: inferOperation(version, options) },
      ...(modelPath && {
        [modelPath]: { get: metadataOperation(deployment, version, options) },
        [`${modelPath}/ready`]: {
          get: {
            operationId: 'getModelReady',
            summary: 'Whether the endpoint serves its model',
            responses: {
              200: answerLike({ name: deployment, ready: true }),
              ...refusalsOf(options, 404, 503),
            },
          },
        },
        '/v2/health/live': {
          get: {
            operationId: 'getLive',
            summary: 'Whether the server runs',
            ...(needsToken && { security: [] }),
            responses: { 200: answerLike({ live: true }) },
          },
        },
        '/v2/health/ready': {
          get: {
            operationId: 'getReady',
            summary: 'Whether the server has loaded its models',
            ...(needsToken && { security: [] }),
            responses: { 200: answerLike({ live: true, ready: true }), ...refusals(503) },
          },
        },
      }),
    },
    components: {
      ...(needsToken && { securitySchemes: TOKEN_SCHEME }),
      schemas: {
        InferRequest: inferRequest(version),
        InferResponse: inferResponse(version),
        ...elementsOf([...inputs, ...outputs]),
        Error: object({ error: { type: 'string' } }),
      },
    },
  };
}

const MODEL_URL = /^(.*?)(\/v2\/models\/[^/]+)\/infer$/;

function partsOf(inferUrl: string): { server: string; inferPath: string; modelPath?: string } {
  const { origin, pathname } = new URL(inferUrl);
  const [, prefix, modelPath] = MODEL_URL.exec(pathname) ?? [];
  return modelPath === undefined
    ? { server: origin, inferPath: pathname }
    : { server: origin + prefix, inferPath: `${modelPath}/infer`, modelPath };
}

/** An answer of strings and booleans that has the form of its example. */
function answerLike(example: Record<string, string | boolean>) {
  const properties = Object.entries(example).map(([name, value]) => [name, { type: typeof value }]);
  return json('Yes', object(Object.fromEntries(properties)), example);
}

function inferOperation(version: Version, access: Access) {
  const example = exampleRequest(version);
  return {
    operationId: 'infer',
    summary: 'Ask for predictions',
    ...(access.takesRoutingKey && { parameters: [ROUTING_KEY] }),
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: ref('InferRequest'), ...(example && { example }) },
      },
    },
    responses: {
      200: json('The predictions', ref('InferResponse')),
      ...inferRefusalsOf(access),
    },
  };
}

function metadataOperation(deployment: string, { version, signature }: Version, access: Access) {
  const tensors: Schema = {
    type: 'array',
    items: object({
      name: { type: 'string' },
      datatype: { type: 'string' },
      shape: {
        type: 'array',
        description: '-1 where the size is free.',
        items: { type: 'integer', minimum: -1 },
      },
    }),
  };
  const schema = object({
    name: { type: 'string' },
    versions: { type: 'array', items: { type: 'string' } },
    platform: { type: 'string' },
    inputs: tensors,
    outputs: tensors,
  });
  const example = {
    name: deployment,
    versions: [String(version)],
    platform: 'onnxruntime_onnx',
    ...signature,
  };
  return {
    operationId: 'getModelMetadata',
    summary: 'The inputs and outputs of the model that is served',
    responses: { 200: json('The metadata', schema, example), ...refusalsOf(access, 404, 503) },
  };
}

function inferRequest(version: Version): Schema {
  const { inputs, outputs } = version.signature;
  return object(
    {
      id: { type: 'string', description: 'Answered as it is.' },
      parameters: { type: 'object' },
      inputs: isKnown(version)
        ? {
            type: 'array',
            description: 'Each input once, in any order.',
            minItems: inputs.length,
            maxItems: inputs.length,
            items: oneOf(inputs.map(inputTensor)),
            ...(inputs.length > 0 && {
              allOf: inputs.map(({ name }) => ({ contains: object({ name: { const: name } }) })),
            }),
          }
        : { type: 'array', items: ANY_TENSOR },
      outputs: {
        type: 'array',
        description: 'The outputs to answer, each once. Without it, or empty, all of them.',
        items: object({
          name: isKnown(version) ? { enum: outputs.map(({ name }) => name) } : { type: 'string' },
        }),
        ...(isKnown(version) && {
          maxItems: outputs.length,
          allOf: outputs.map(({ name }) => ({
            contains: object({ name: { const: name } }),
            minContains: 0,
            maxContains: 1,
          })),
        }),
      },
    },
    ['id', 'parameters', 'outputs'],
  );
}

function inferResponse(version: Version): Schema {
  return object(
    {
      model_name: { type: 'string' },
      model_version: { type: 'string' },
      id: { type: 'string', description: 'That of the request.' },
      outputs: {
        type: 'array',
        description: 'The outputs that were asked for.',
        items: isKnown(version) ? oneOf(version.signature.outputs.map(outputTensor)) : ANY_TENSOR,
      },
    },
    ['id'],
  );
}

function inputTensor(tensor: TensorSignature): Schema {
  const { name, datatype, shape } = tensor;
  return {
    title: name,
    ...object({
      name: { const: name },
      datatype: { const: datatype },
      shape: {
        type: 'array',
        minItems: shape.length,
        maxItems: shape.length,
        ...(shape.length > 0 && {
          prefixItems: shape.map(size =>
            size === -1 ? { type: 'integer', minimum: 1 } : { const: size },
          ),
        }),
      },
      data: inputData(tensor),
    }),
  };
}

/** Elements in row-major order, flat or nested like the shape. */
function inputData({ datatype, shape }: TensorSignature): Schema {
  const element = ref(datatype);
  const flat = arrayOf(element, shape.includes(-1) ? -1 : elementCount(shape));
  if (shape.length < 2) {
    return flat;
  }
  const nested = shape.reduceRight<Schema>((items, size) => arrayOf(items, size), element);
  return { anyOf: [nested, flat] };
}

function outputTensor({ name, datatype, shape }: TensorSignature): Schema {
  return {
    title: name,
    ...object({
      name: { const: name },
      datatype: { const: datatype },
      shape: {
        ...arrayOf({ type: 'integer', minimum: 0 }, shape.length),
        description: `[${shape}], -1 where the size is free.`,
      },
      data: { type: 'array', description: 'Flat, in row-major order.', items: ref(datatype) },
    }),
  };
}

/** One row: free sizes are 1. */
function exampleRequest(version: Version): object | undefined {
  const { signature, sampleInputs } = version;
  if (!isKnown(version)) {
    return undefined;
  }
  return {
    inputs: signature.inputs.map(({ name, datatype, shape: free }) => {
      const shape = free.map(size => (size === -1 ? 1 : size));
      const value = exampleValue(datatype, sampleInputs?.[name]);
      const data = Array.from({ length: elementCount(shape) }, () => value);
      return { name, datatype, shape, data };
    }),
  };
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
