import type { JsonObject } from '@backstage/types';

/** What a policy says to Kubeflow Pipelines. */
export interface KubeflowParameters {
  pipeline: string;
  arguments?: JsonObject;
}

/** The JSON schema of it. */
export function kubeflowParameters(pipelines: readonly string[]): JsonObject {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['pipeline'],
    properties: {
      pipeline: { type: 'string', title: 'Pipeline', enum: [...pipelines] },
      arguments: {
        type: 'object',
        title: 'Arguments of the pipeline',
        description: 'Its parameters by name, beside `mlops`.',
        // The plugin's own.
        not: { required: ['mlops'] },
      },
    },
  };
}
