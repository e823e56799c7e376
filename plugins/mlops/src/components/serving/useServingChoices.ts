import type { Environment, Version } from '@mlops-backstage/plugin-mlops-common';
import { useLifecyclePolicy } from '../../queries/lifecyclePolicy';
import { useVersionsSoFar } from '../../queries/versions';
import type { ServingRole } from './servedVersions';
import { versionRefusal } from './versionRefusal';

/** What the dialogs choose from: the versions of a model, and what an environment takes. */
export function useServingChoices(model: string, environmentName: string | undefined) {
  const versions = useVersionsSoFar(model);
  const policy = useLifecyclePolicy();
  const environment: Environment | undefined = policy.data?.environments.find(
    ({ name }) => name === environmentName,
  );
  return {
    versions,
    policy,
    environment,
    /** Undefined as well where the environment isn't configured any more: the backend decides. */
    refusalOf: (version: Version, role: ServingRole): string | undefined =>
      environment && versionRefusal(version, environment, role),
  };
}
