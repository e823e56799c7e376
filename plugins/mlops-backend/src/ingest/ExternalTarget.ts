import { ConflictError } from '@backstage/errors';
import type {
  DeploymentTarget,
  DesiredDeployment,
  InferAnswer,
  ObservedDeployment,
} from '@mlops-backstage/plugin-mlops-node';

/**
 * Stands for endpoints of systems that the portal neither starts nor asks. Who serves what there is kept like any
 * deployment, and what was answered is told (`ingestPredictions`, `ingestPayloadEvent`).
 */
export class ExternalTarget implements DeploymentTarget {
  readonly id = 'external';
  /** It serves none itself. */
  readonly formats = [];
  readonly servesElsewhere = true;
  readonly capabilities = { canary: true, challengers: true, tokens: false };

  async reconcile(desired: readonly DesiredDeployment[]): Promise<ObservedDeployment[]> {
    return desired.map(({ deployment, revision }) => ({ deployment, revision, state: 'online' }));
  }

  /** @throws `ConflictError` always: the portal doesn't know */
  inferUrl(deployment: string): string {
    throw new ConflictError(`What ${deployment} stands for is served elsewhere`);
  }

  /** @throws `ConflictError` always */
  async infer(deployment: string): Promise<InferAnswer> {
    throw new ConflictError(
      `What ${deployment} stands for is served elsewhere: ask it where it is served`,
    );
  }
}
