import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Version } from '@mlops-backstage/plugin-mlops-common';
import type { Handlers } from '../http/contract';
import type { AuthorizedLifecycleService } from './AuthorizedLifecycleService';

type LifecycleOperation =
  'getLifecyclePolicy' | 'getGates' | 'setGates' | 'listTransitions' | 'transitionVersion';

/** How the registry shows a version that was moved, handed in by the area that owns it. */
export interface ShownVersions {
  getVersion(credentials: BackstageCredentials, model: string, version: number): Promise<Version>;
}

/** Stages and gates over HTTP. */
export function lifecycleRoutes(
  lifecycle: AuthorizedLifecycleService,
  versions: ShownVersions,
): Handlers<LifecycleOperation> {
  return {
    async getLifecyclePolicy({ credentials }) {
      return { status: 200, body: await lifecycle.getPolicy(credentials) };
    },

    async getGates({ credentials, path }) {
      return { status: 200, body: await lifecycle.getGates(credentials, path.model) };
    },

    async setGates({ credentials, path, body }) {
      return { status: 200, body: await lifecycle.setGates(credentials, path.model, body) };
    },

    async listTransitions({ credentials, path }) {
      const options = await lifecycle.listTransitions(credentials, path.model, path.version);
      return { status: 200, body: options };
    },

    async transitionVersion({ credentials, path, body }) {
      await lifecycle.transition(credentials, path.model, path.version, body);
      return {
        status: 200,
        body: await versions.getVersion(credentials, path.model, path.version),
      };
    },
  };
}
