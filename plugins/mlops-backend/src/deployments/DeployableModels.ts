import type { Stage } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { DeployableVersions } from './ServingRules';

/** What deployments need to know of models and versions, handed in by the area that owns them. Deleted ones aren't found. */
export interface DeployableModels extends DeployableVersions {
  find(name: string): Promise<{ id: string; name: string; owner: string } | undefined>;
  /** Finds a model and keeps it and its versions as they are until the transaction ends. */
  lock(transaction: Knex.Transaction, name: string): Promise<{ id: string } | undefined>;
  /** The stages of those versions that there are. */
  stagesOf(modelId: string, versions: readonly number[]): Promise<Map<number, Stage>>;
}
