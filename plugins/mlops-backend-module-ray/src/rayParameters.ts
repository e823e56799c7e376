import type { JsonObject } from '@backstage/types';

/** What a policy says to Ray. */
export interface RayParameters {
  entrypoint: string;
  runtimeEnv?: JsonObject & { env_vars?: Record<string, string> };
  cpus?: number;
  gpus?: number;
  memoryBytes?: number;
  resources?: Record<string, number>;
}

/** The JSON schema of it. */
export const rayParameters: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['entrypoint'],
  properties: {
    entrypoint: {
      type: 'string',
      title: 'Command',
      description: 'Such as `python train.py`; it runs in the working directory.',
      minLength: 1,
      maxLength: 4_000,
    },
    runtimeEnv: {
      type: 'object',
      title: 'Runtime environment',
      description: "Ray's `runtime_env`: working_dir, pip, env_vars and so on.",
      properties: { env_vars: { type: 'object', additionalProperties: { type: 'string' } } },
    },
    cpus: { type: 'number', title: 'CPUs of the command', minimum: 0 },
    gpus: { type: 'number', title: 'GPUs of the command', minimum: 0 },
    memoryBytes: { type: 'integer', title: 'Memory of the command in bytes', minimum: 0 },
    resources: {
      type: 'object',
      title: 'Further resources of the command',
      additionalProperties: { type: 'number', minimum: 0 },
    },
  },
};
