import type { CardSectionId, Stage, Version } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';

/** A model, as far as the lifecycle has to know it. */
export interface StagedModel {
  id: string;
  name: string;
  owner: string;
}

/** A version, as far as the lifecycle has to know it. */
export interface StagedVersion {
  id: string;
  version: number;
  stage: Stage;
  digest: string;
  /** Whether the registry has the artifact. */
  stored: boolean;
  /** Where it is otherwise. */
  uri: string | null;
  /** Who registered it. */
  author: string;
}

/** What the lifecycle needs of the registry, handed in by the area that owns it. Deleted ones are not found. */
export interface StagedModels {
  find(name: string): Promise<StagedModel | undefined>;
  /** Reads the model, and keeps others from changing it and its versions until the transaction ends. */
  lock(transaction: Knex.Transaction, name: string): Promise<StagedModel | undefined>;
  findVersion(modelId: string, version: number, db?: Knex): Promise<StagedVersion | undefined>;
  /** Newest first. */
  versionsIn(
    transaction: Knex.Transaction,
    modelId: string,
    stage: Stage,
  ): Promise<StagedVersion[]>;
  /** The version that an alias names. */
  aliasedVersion(
    transaction: Knex.Transaction,
    modelId: string,
    alias: string,
  ): Promise<StagedVersion | undefined>;
  setStage(transaction: Knex.Transaction, version: StagedVersion, stage: Stage): Promise<void>;
  /** Makes anew what lists of models are read off, after a change. */
  refresh(transaction: Knex.Transaction, modelId: string): Promise<void>;
  /** The metrics of the newest evaluation of each split. */
  metricsOf(transaction: Knex.Transaction, version: StagedVersion): Promise<Version['metrics']>;
}

/** What gates need to know of model cards, handed in by the area that owns them. */
export interface WrittenCards {
  /** The sections that have a person's words, those taken over from an earlier version included. */
  writtenSections(transaction: Knex.Transaction, versionId: string): Promise<Set<CardSectionId>>;
}
