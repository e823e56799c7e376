import type { Deployment, ModelSummary } from '@mlops-backstage/plugin-mlops-common';

const time = '2026-01-02T03:04:05.000Z';

/** A model with one version that nobody promoted. */
export function aModel(name: string, change: Partial<ModelSummary> = {}): ModelSummary {
  return {
    name,
    description: `Predicts ${name}`,
    owner: 'group:default/flight-operations',
    problemType: 'regression',
    tags: ['flights', 'c++'],
    stages: [{ stage: 'None', version: 1 }],
    aliases: [],
    versionCount: 1,
    latestVersion: { version: 1, createdAt: time, datasets: [] },
    deployments: [],
    createdAt: time,
    updatedAt: time,
    ...change,
  };
}

/** A deployment that serves version 1. */
export function aDeployment(
  name: string,
  model: string,
  change: Partial<Deployment> = {},
): Deployment {
  return {
    name,
    model,
    environment: 'production',
    target: 'embedded',
    status: 'online',
    version: 1,
    challengers: [],
    bakes: [],
    revision: 1,
    allowEventTime: false,
    endpoint: {
      protocol: 'open-inference-protocol-v2',
      inferUrl: `http://localhost:7008/v2/models/${name}/infer`,
      needsToken: true,
    },
    createdAt: time,
    updatedAt: time,
    ...change,
  };
}
