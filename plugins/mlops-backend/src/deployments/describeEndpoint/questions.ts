import type { Endpoint } from './Endpoint';
import { NOT_READY, questionRefusals } from './refusals';
import { object, type Schema } from './schemas';

/** What can be asked of the model and its server besides predictions, by path. */
export function questionPaths(endpoint: Endpoint, modelPath: string) {
  const { deployment, needsToken, hasExtensions } = endpoint;
  const ofAnybody = needsToken && { security: [] };
  return {
    [modelPath]: { get: metadataOperation(endpoint) },
    [`${modelPath}/ready`]: {
      get: {
        operationId: 'getModelReady',
        summary: 'Whether the endpoint serves its model',
        responses: {
          200: answerLike({ name: deployment, ready: true }),
          ...questionRefusals(endpoint),
        },
      },
    },
    ...(hasExtensions && { [`${modelPath}/stats`]: { get: statisticsOperation(endpoint) } }),
    '/v2/health/live': {
      get: {
        operationId: 'getLive',
        summary: 'Whether the server runs',
        ...ofAnybody,
        responses: { 200: answerLike({ live: true }) },
      },
    },
    '/v2/health/ready': {
      get: {
        operationId: 'getReady',
        summary: 'Whether the server has loaded its models',
        ...ofAnybody,
        responses: { 200: answerLike({ live: true, ready: true }), ...NOT_READY },
      },
    },
  };
}

const json = (description: string, schema: Schema, example?: unknown) => ({
  description,
  content: { 'application/json': { schema, ...(example !== undefined && { example }) } },
});

/** An answer of strings and booleans that has the form of its example. */
function answerLike(example: Record<string, string | boolean>) {
  const properties = Object.entries(example).map(([name, value]) => [name, { type: typeof value }]);
  return json('Yes', object(Object.fromEntries(properties)), example);
}

function metadataOperation(endpoint: Endpoint) {
  const { deployment, version } = endpoint;
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
    versions: [String(version.version)],
    platform: 'onnxruntime_onnx',
    ...version.signature,
  };
  return {
    operationId: 'getModelMetadata',
    summary: 'The inputs and outputs of the model that is served',
    responses: { 200: json('The metadata', schema, example), ...questionRefusals(endpoint) },
  };
}

/** Triton's extension of the protocol. */
function statisticsOperation(endpoint: Endpoint) {
  const count: Schema = { type: 'integer', minimum: 0 };
  const duration = object({ count, ns: count });
  const durations = ['success', 'fail', 'queue', 'compute_input', 'compute_infer', 'compute_output']
    .concat('cache_hit', 'cache_miss')
    .map(name => [name, duration]);
  const statistics = object({
    name: { type: 'string' },
    version: { type: 'string' },
    last_inference: { ...count, description: 'Milliseconds since 1970.' },
    inference_count: { ...count, description: 'Rows that were scored.' },
    execution_count: { ...count, description: 'Runs of the model: rows that wait are one batch.' },
    inference_stats: object(Object.fromEntries(durations)),
    batch_stats: { type: 'array' },
  });
  return {
    operationId: 'getModelStatistics',
    summary: 'How many requests each version answered, and where their time went',
    responses: {
      200: json(
        'Of each version that answers, since it was loaded',
        object({ model_stats: { type: 'array', items: statistics } }),
      ),
      ...questionRefusals(endpoint),
    },
  };
}
