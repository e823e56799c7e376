import type { TensorSignature, Version } from '@mlops-backstage/plugin-mlops-common';
import { ELEMENTS } from './elements';
import { isKnown, type Endpoint } from './Endpoint';
import { requestParameters } from './requestParameters';
import { arrayOf, object, oneOf, ref, type Schema } from './schemas';

const ANY_TENSOR: Schema = object({
  name: { type: 'string' },
  datatype: { enum: Object.keys(ELEMENTS) },
  shape: { type: 'array', items: { type: 'integer', minimum: 0 } },
  data: { type: 'array' },
});

/** How many elements a shape without free sizes has. */
export const elementCount = (shape: readonly number[]) =>
  shape.reduce((count, size) => count * size, 1);

/** A request of the protocol: tensors in JSON. */
export function inferRequest(endpoint: Endpoint): Schema {
  const { version, hasExtensions } = endpoint;
  const { inputs } = version.signature;
  return {
    ...object(
      {
        id: { type: 'string', description: 'Answered as it is.' },
        parameters: requestParameters(endpoint, { binary: hasExtensions }),
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
        outputs: requestedOutputs(endpoint),
      },
      ['id', 'parameters', 'outputs'],
    ),
    // With them it would be a request of rows.
    ...(hasExtensions && { not: { required: ['rows'] } }),
  };
}

function requestedOutputs({ version, hasExtensions }: Endpoint): Schema {
  const { outputs } = version.signature;
  return {
    type: 'array',
    description: 'The outputs to answer, each once. Without it, or empty, all of them.',
    items: object(
      {
        name: isKnown(version) ? { enum: outputs.map(({ name }) => name) } : { type: 'string' },
        ...(hasExtensions && {
          parameters: {
            type: 'object',
            properties: {
              binary_data: {
                type: 'boolean',
                description: 'Whether it is answered as binary data.',
              },
            },
          },
        }),
      },
      ['parameters'],
    ),
    ...(isKnown(version) && {
      maxItems: outputs.length,
      allOf: outputs.map(({ name }) => ({
        contains: object({ name: { const: name } }),
        minContains: 0,
        maxContains: 1,
      })),
    }),
  };
}

/** The answer to it. */
export function inferResponse(version: Version): Schema {
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
