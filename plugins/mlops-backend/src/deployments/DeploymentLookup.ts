import type { Knex } from 'knex';
import type { DeploymentRow } from './DeploymentRow';
import type { DeploymentStore } from './DeploymentStore';
import type { DesiredRow } from './readDesired';

/**
 * Deployments as the other areas look them up, which declare what they need of this as interfaces of their own. Nobody is asked for a
 * permission: that is up to who looks something up.
 */
export class DeploymentLookup {
  constructor(private readonly deployments: DeploymentStore) {}

  /**
   * Finds a deployment whose model isn't deleted.
   *
   * @param db - the transaction to read in, if any
   */
  find(name: string, db?: Knex): Promise<DeploymentRow | undefined> {
    return this.deployments.find(name, db);
  }

  /** The name of the model that a deployment serves, which never changes; undefined where it is deleted. */
  async modelOf(name: string): Promise<string | undefined> {
    return (await this.find(name))?.model;
  }

  /**
   * The environment of a model's deployment, as the transaction sees it, whether the model is deleted or not; undefined where the
   * model has no such deployment.
   */
  async environmentOf(
    transaction: Knex.Transaction,
    modelId: string,
    name: string,
  ): Promise<string | undefined> {
    const all = await this.deployments.listOfModels([modelId], transaction);
    return all.find(deployment => deployment.name === name)?.environment;
  }

  /** Everything that is meant to be served, by name. */
  listDesired(): Promise<DesiredRow[]> {
    return this.deployments.listDesired();
  }
}
