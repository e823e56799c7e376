import type { JsonObject } from '@backstage/types';

/** What a policy says to Airflow. */
export interface AirflowParameters {
  dag: string;
  conf?: JsonObject;
}

/** The JSON schema of it. */
export function airflowParameters(dags: readonly string[]): JsonObject {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['dag'],
    properties: {
      dag: { type: 'string', title: 'DAG', enum: [...dags] },
      conf: {
        type: 'object',
        title: 'Configuration of the run',
        description: 'What its tasks find in `dag_run.conf`, beside `mlops`.',
        // The plugin's own.
        not: { required: ['mlops'] },
      },
    },
  };
}
