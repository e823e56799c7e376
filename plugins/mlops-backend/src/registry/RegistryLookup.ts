import type { Stage } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { ModelRow, ModelStore } from './ModelStore';
import type { VersionRow, VersionStore } from './VersionStore';

/**
 * Models and versions as the other areas look them up, which declare what they need of this as interfaces of their own. What is
 * deleted isn't found unless a method says so. Nobody is asked for a permission: that is up to who looks something up.
 */
export class RegistryLookup {
  constructor(private readonly stores: { models: ModelStore; versions: VersionStore }) {}

  /** Finds a model by its name. */
  find(name: string): Promise<ModelRow | undefined> {
    return this.stores.models.find(name);
  }

  /** Finds a model that was deleted and can be restored, too. */
  async findOrDeleted(name: string): Promise<ModelRow | undefined> {
    return (await this.stores.models.findByNames([name]))[0];
  }

  /**
   * Finds a model, and keeps others from changing it, its versions and its deployments until the transaction ends. The row is held
   * even where the model turns out to be deleted, and so isn't found.
   */
  async lock(transaction: Knex.Transaction, name: string): Promise<ModelRow | undefined> {
    const model = await this.stores.models.lock(transaction, name);
    return model?.deleted_at === null ? model : undefined;
  }

  /**
   * Finds a version by the id of its model. Whether the model is deleted isn't asked: who has its id has found or locked it.
   *
   * @param db - the transaction to read in, if any
   */
  findVersion(modelId: string, version: number, db?: Knex): Promise<VersionRow | undefined> {
    return this.stores.versions.find(modelId, version, db);
  }

  /** Finds a version by the name of its model, as it is outside of any transaction. */
  async findVersionOf(name: string, version: number): Promise<VersionRow | undefined> {
    const model = await this.find(name);
    return model && this.findVersion(model.id, version);
  }

  /** Keeps a version from being deleted until the transaction ends. @returns false where it, or its model, is deleted already */
  async holdVersion(
    transaction: Knex.Transaction,
    name: string,
    version: number,
  ): Promise<boolean> {
    const model = await this.lock(transaction, name);
    return (
      model !== undefined && (await this.findVersion(model.id, version, transaction)) !== undefined
    );
  }

  /** The stages of those of a model's versions that there are. */
  async stagesOf(modelId: string, versions: readonly number[]): Promise<Map<number, Stage>> {
    const found = await this.stores.versions.findMany(
      versions.map(version => ({ modelId, version })),
    );
    return new Map(found.map(({ version, stage }) => [version, stage]));
  }
}
