import { elementsOf } from './elements';
import type { Endpoint } from './Endpoint';
import { inferOperation } from './inferOperation';
import { questionPaths } from './questions';
import { object } from './schemas';
import { tableOf } from './tableOf';
import { tableSchemas } from './tables';
import { inferRequest, inferResponse } from './tensors';

const TOKEN_SCHEME = {
  endpointToken: {
    type: 'http',
    scheme: 'bearer',
    description:
      'An endpoint token of this deployment, made in the portal: `Authorization: Bearer mlops_…`.',
  },
};

/**
 * The OpenAPI 3.1 document of an endpoint of the Open Inference Protocol, with the inputs and outputs of the version
 * that it serves, as tensors and, where it takes them, as columns of tables. Of a version whose signature nobody told,
 * tensors are described as the protocol has them.
 */
export function describeEndpoint(endpoint: Endpoint): object {
  const { deployment, model, version, inferUrl, needsToken, hasExtensions } = endpoint;
  const { inputs, outputs } = version.signature;
  const { server, modelPath, inferPath } = partsOf(inferUrl);
  const table = hasExtensions ? tableOf(version.signature) : undefined;
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
      [inferPath]: { post: inferOperation(endpoint) },
      ...(modelPath && questionPaths(endpoint, modelPath)),
    },
    components: {
      ...(needsToken && { securitySchemes: TOKEN_SCHEME }),
      schemas: {
        InferRequest: inferRequest(endpoint),
        InferResponse: inferResponse(version),
        ...(table && tableSchemas(endpoint, table)),
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
