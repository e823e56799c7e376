import type { JsonObject } from '@backstage/types';

/** What a policy says to GitHub Actions. */
export interface GithubActionsParameters {
  workflow: string;
  inputs?: Record<string, string>;
}

/** GitHub takes 25 inputs, of which the plugin has three. */
const MAX_INPUTS = 22;

/** The JSON schema of it. */
export function githubActionsParameters(workflows: readonly string[]): JsonObject {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['workflow'],
    properties: {
      workflow: { type: 'string', title: 'Workflow', enum: [...workflows] },
      inputs: {
        type: 'object',
        title: 'Inputs of the workflow',
        description: 'Besides those of the plugin, which begin with `mlops`.',
        maxProperties: MAX_INPUTS,
        propertyNames: { not: { pattern: '^mlops' } },
        additionalProperties: { type: 'string', maxLength: 10_000 },
      },
    },
  };
}
