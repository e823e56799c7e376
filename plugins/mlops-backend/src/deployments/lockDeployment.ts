import type { Knex } from 'knex';
import type { DeployableModels } from './DeployableModels';
import type { DeploymentRow } from './DeploymentRow';
import type { DeploymentStore } from './DeploymentStore';

/** Locks the model first, so that neither its versions nor their stages change meanwhile; undefined when it is gone. */
export async function lockDeployment(
  parts: { models: DeployableModels; deployments: DeploymentStore },
  transaction: Knex.Transaction,
  name: string,
  model: string,
): Promise<DeploymentRow | undefined> {
  const held = await parts.models.lock(transaction, model);
  return held && parts.deployments.lock(transaction, name);
}
