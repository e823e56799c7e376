import type { Deployment, Environment, Version } from '@mlops-backstage/plugin-mlops-common';
import { useLifecyclePolicy } from '../../queries/lifecyclePolicy';
import { useVersionsSoFar } from '../../queries/versions';
import { isServedElsewhere } from '../shared/servedElsewhere';
import type { ServingRole } from './servedVersions';
import { versionRefusal } from './versionRefusal';

/** What the dialogs of a deployment choose from: the versions of its model, and what its environment takes. */
export function useServingChoices(deployment: Deployment) {
  const { model } = deployment;
  const versions = useVersionsSoFar(model);
  const policy = useLifecyclePolicy();
  const environment: Environment | undefined = policy.data?.environments.find(
    ({ name }) => name === deployment.environment,
  );
  return {
    versions,
    policy,
    environment,
    /** Undefined as well where the environment isn't configured any more: the backend decides. */
    refusalOf: (version: Version, role: ServingRole): string | undefined =>
      environment && versionRefusal(version, environment, role, isServedElsewhere(deployment)),
  };
}
