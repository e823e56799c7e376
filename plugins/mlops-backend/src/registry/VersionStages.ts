import type { Stage, Version } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { AliasStore } from './AliasStore';
import type { EvaluationStore } from './EvaluationStore';
import type { ModelIndex } from './ModelIndex';
import type { ModelRow } from './ModelStore';
import type { RegistryLookup } from './RegistryLookup';
import type { VersionRow, VersionStore } from './VersionStore';

/** A version with the stage that it is in, and what is asked of it before it leaves that. */
export type StageOfVersion = Pick<
  VersionRow,
  'id' | 'version' | 'stage' | 'digest' | 'stored' | 'uri'
> & { author: string };

const stageOf = (row: VersionRow): StageOfVersion => ({
  id: row.id,
  version: row.version,
  stage: row.stage,
  digest: row.digest,
  stored: row.stored,
  uri: row.uri,
  author: row.created_by,
});

/**
 * The stages of versions, for what moves them. It has no rules: what lies between stages is the lifecycle's. Deleted
 * models and versions are not found.
 */
export class VersionStages {
  constructor(
    private readonly models: Pick<RegistryLookup, 'find' | 'lock' | 'findVersion'>,
    private readonly stores: {
      versions: VersionStore;
      evaluations: EvaluationStore;
      aliases: AliasStore;
    },
    private readonly index: ModelIndex,
  ) {}

  find(name: string): Promise<ModelRow | undefined> {
    return this.models.find(name);
  }

  /** Keeps others from changing the model and its versions until the transaction ends. */
  lock(transaction: Knex.Transaction, name: string): Promise<ModelRow | undefined> {
    return this.models.lock(transaction, name);
  }

  async findVersion(
    modelId: string,
    version: number,
    db?: Knex,
  ): Promise<StageOfVersion | undefined> {
    const row = await this.models.findVersion(modelId, version, db);
    return row && stageOf(row);
  }

  /** Newest first. */
  async versionsIn(
    transaction: Knex.Transaction,
    modelId: string,
    stage: Stage,
  ): Promise<StageOfVersion[]> {
    return (await this.stores.versions.listInStage(transaction, modelId, stage)).map(stageOf);
  }

  async aliasedVersion(
    transaction: Knex.Transaction,
    modelId: string,
    alias: string,
  ): Promise<StageOfVersion | undefined> {
    const found = await this.stores.aliases.find(modelId, alias, transaction);
    return found && this.findVersion(modelId, found.version, transaction);
  }

  /** What lists are read off is made anew by `refresh`, once for all changes. */
  async setStage(transaction: Knex.Transaction, { id }: { id: string }, stage: Stage) {
    await this.stores.versions.setStage(transaction, id, stage);
  }

  async refresh(transaction: Knex.Transaction, modelId: string): Promise<void> {
    await this.index.refresh(transaction, modelId);
  }

  /** Of the newest evaluation of each split. */
  async metricsOf(
    transaction: Knex.Transaction,
    { id }: { id: string },
  ): Promise<Version['metrics']> {
    const found = await this.stores.evaluations.latestMetrics([id], transaction);
    return Object.fromEntries(found.map(({ split, metrics }) => [split, metrics]));
  }
}
