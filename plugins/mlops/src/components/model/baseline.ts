import type { Deployment, Model } from '@mlops-backstage/plugin-mlops-common';

/** The version that the others are measured against, and what it is. */
export interface Baseline {
  version: number;
  role: 'Production' | 'served';
}

/** The newest version in Production; while none is, the one that is served. */
export function baselineOf(
  model: Pick<Model, 'stages'>,
  deployments: readonly Deployment[],
): Baseline | undefined {
  const inProduction = model.stages.find(({ stage }) => stage === 'Production')?.version;
  if (inProduction !== undefined) {
    return { version: inProduction, role: 'Production' };
  }
  const served = deployments.find(({ version }) => version !== undefined)?.version;
  return served === undefined ? undefined : { version: served, role: 'served' };
}
