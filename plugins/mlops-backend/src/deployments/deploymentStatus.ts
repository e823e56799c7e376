import type { DeploymentStatus } from '@mlops-backstage/plugin-mlops-common';
import type { DeploymentRow } from './DeploymentRow';
import type { ReplicaObservation } from './ReplicaStore';

/**
 * What a deployment is doing, from what the live replicas say of its present revision.
 *
 * @param observations - of this deployment only
 */
export function deploymentStatus(
  deployment: Pick<DeploymentRow, 'revision' | 'version'>,
  observations: ReplicaObservation[],
  aliveReplicas: number,
): { status: DeploymentStatus; statusMessage?: string } {
  if (deployment.version === null) {
    return { status: 'undeployed' };
  }
  const present = observations.filter(observed => observed.revision === deployment.revision);
  const failed = present.find(observed => observed.state === 'failed');
  if (failed) {
    return { status: 'failed', statusMessage: failed.message ?? 'The target gave no reason' };
  }
  const missing = aliveReplicas - present.length;
  if (missing > 0 || present.length === 0) {
    return {
      status: 'deploying',
      statusMessage: `Online on ${present.length} of ${Math.max(aliveReplicas, 1)} replicas`,
    };
  }
  return { status: 'online' };
}
