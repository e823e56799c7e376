import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { TimestampColumn } from '../database/columns';
import type { CursorPosition } from '../database/cursor';
import type { ReadableModels } from '../governance/ModelAuthorizer';
import { whereReadable } from '../governance/whereReadable';

/** A deployment as it is stored, with what authorization needs of its model. */
export interface DeploymentRow {
  id: string;
  name: string;
  model_id: string;
  /** Name of the model. */
  model: string;
  /** Owner of the model. */
  owner: string;
  target: string;
  revision: number;
  /** The champion; null when undeployed. */
  version: number | null;
  allow_event_time: boolean;
  created_at: TimestampColumn;
  updated_at: TimestampColumn;
}

export interface RevisionRow {
  revision: number;
  action: 'deploy' | 'undeploy';
  version: number | null;
  reason: string;
  created_at: TimestampColumn;
  created_by: string;
}

export interface NewDeployment {
  name: string;
  modelId: string;
  target: string;
  version: number;
  allowEventTime: boolean;
}

/** A change of what a deployment is meant to serve. */
export interface RevisionChange {
  action: 'deploy' | 'undeploy';
  version: number | null;
  reason: string;
  createdBy: string;
}

/** What a target has to be told of a deployment. */
export interface DesiredRow {
  id: string;
  name: string;
  model: string;
  target: string;
  revision: number;
  version: number;
  version_id: string;
  digest: string;
  allow_event_time: boolean;
}

/** Keeps deployments and their revisions. */
export interface DeploymentStore {
  /** By name; one row more than the limit where there are further ones. */
  list(
    filter: { model?: string },
    readable: ReadableModels,
    page: { limit: number; after?: CursorPosition },
  ): Promise<DeploymentRow[]>;
  count(filter: { model?: string }, readable: ReadableModels): Promise<number>;
  find(name: string): Promise<DeploymentRow | undefined>;
  listOfModels(modelIds: string[]): Promise<DeploymentRow[]>;
  lock(transaction: Knex.Transaction, name: string): Promise<DeploymentRow | undefined>;
  /** Inserts the deployment with its revision 1. */
  insert(
    transaction: Knex.Transaction,
    deployment: NewDeployment,
    change: RevisionChange,
  ): Promise<void>;
  addRevision(
    transaction: Knex.Transaction,
    row: DeploymentRow,
    change: RevisionChange,
  ): Promise<void>;
  /** Newest first, below a revision if given; one row more than the limit where there are further ones. */
  listRevisions(id: string, page: { limit: number; below?: number }): Promise<RevisionRow[]>;
  /** The names of the deployments that serve a model, or one version of it. */
  servedBy(transaction: Knex.Transaction, modelId: string, version?: number): Promise<string[]>;
  /** Removes the deployments of a model with their revisions. @returns their names */
  removeOfModel(transaction: Knex.Transaction, modelId: string): Promise<string[]>;
  /** Changes whenever anything that is meant to be served changes; cheap to ask often. */
  fingerprint(): Promise<string>;
  /** Everything that is meant to be served. */
  listDesired(): Promise<DesiredRow[]>;
}

const fromDatabase = (row: any): DeploymentRow => ({
  ...row,
  allow_event_time: Boolean(row.allow_event_time),
});

/** Keeps deployments in the plugin's database. */
export class DatabaseDeploymentStore implements DeploymentStore {
  constructor(private readonly database: Knex) {}

  async list(
    filter: { model?: string },
    readable: ReadableModels,
    page: { limit: number; after?: CursorPosition },
  ): Promise<DeploymentRow[]> {
    const rows = this.matching(filter, readable)
      .orderBy('deployments.name')
      .limit(page.limit + 1);
    if (page.after) {
      rows.andWhere('deployments.name', '>', page.after[0]);
    }
    return (await rows.select('deployments.*', 'models.name as model', 'models.owner')).map(
      fromDatabase,
    );
  }

  async count(filter: { model?: string }, readable: ReadableModels): Promise<number> {
    const [{ count }] = await this.matching(filter, readable).count({ count: '*' });
    return Number(count);
  }

  async find(name: string): Promise<DeploymentRow | undefined> {
    const row = await this.select()
      .where('deployments.name', name)
      .whereNull('models.deleted_at')
      .first();
    return row && fromDatabase(row);
  }

  async listOfModels(modelIds: string[]): Promise<DeploymentRow[]> {
    const rows = await this.select()
      .whereIn('deployments.model_id', modelIds)
      .orderBy('deployments.name');
    return rows.map(fromDatabase);
  }

  async lock(transaction: Knex.Transaction, name: string): Promise<DeploymentRow | undefined> {
    // Locked before it is joined: PostgreSQL would lock the model's row too.
    const locked = await transaction('deployments')
      .select('id')
      .where({ name })
      .forUpdate()
      .first();
    const row =
      locked && (await this.select(transaction).where('deployments.id', locked.id).first());
    return row && fromDatabase(row);
  }

  async insert(
    transaction: Knex.Transaction,
    deployment: NewDeployment,
    change: RevisionChange,
  ): Promise<void> {
    const now = new Date();
    const id = randomUUID();
    await transaction('deployments').insert({
      id,
      name: deployment.name,
      model_id: deployment.modelId,
      target: deployment.target,
      revision: 1,
      version: deployment.version,
      allow_event_time: deployment.allowEventTime,
      created_at: now,
      updated_at: now,
    });
    await this.insertRevision(transaction, id, 1, change, now);
  }

  async addRevision(
    transaction: Knex.Transaction,
    row: DeploymentRow,
    change: RevisionChange,
  ): Promise<void> {
    const now = new Date();
    const revision = row.revision + 1;
    await transaction('deployments')
      .where({ id: row.id })
      .update({ revision, version: change.version, updated_at: now });
    await this.insertRevision(transaction, row.id, revision, change, now);
  }

  async listRevisions(id: string, page: { limit: number; below?: number }): Promise<RevisionRow[]> {
    const rows = this.database('deployment_revisions')
      .where({ deployment_id: id })
      .orderBy('revision', 'desc')
      .limit(page.limit + 1);
    if (page.below !== undefined) {
      rows.andWhere('revision', '<', page.below);
    }
    return rows;
  }

  async servedBy(
    transaction: Knex.Transaction,
    modelId: string,
    version?: number,
  ): Promise<string[]> {
    const rows = transaction('deployments').where({ model_id: modelId }).whereNotNull('version');
    if (version !== undefined) {
      rows.where({ version });
    }
    return rows.orderBy('name').pluck('name');
  }

  async removeOfModel(transaction: Knex.Transaction, modelId: string): Promise<string[]> {
    const rows = () => transaction('deployments').where({ model_id: modelId });
    const names = await rows().pluck('name');
    await rows().delete();
    return names;
  }

  async fingerprint(): Promise<string> {
    const rows = await this.database('deployments').select('id', 'revision').orderBy('id');
    return rows.map(row => `${row.id}:${row.revision}`).join(',');
  }

  async listDesired(): Promise<DesiredRow[]> {
    const rows = await this.database('deployments')
      .join('models', 'models.id', 'deployments.model_id')
      .join('versions', join =>
        join
          .on('versions.model_id', 'deployments.model_id')
          .andOn('versions.version', 'deployments.version'),
      )
      .select(
        'deployments.id',
        'deployments.name',
        'models.name as model',
        'deployments.target',
        'deployments.revision',
        'deployments.version',
        'deployments.allow_event_time',
        'versions.id as version_id',
        'versions.digest',
      )
      .orderBy('deployments.name');
    return rows.map(row => ({ ...row, allow_event_time: Boolean(row.allow_event_time) }));
  }

  private async insertRevision(
    transaction: Knex.Transaction,
    deploymentId: string,
    revision: number,
    change: RevisionChange,
    now: Date,
  ): Promise<void> {
    await transaction('deployment_revisions').insert({
      deployment_id: deploymentId,
      revision,
      action: change.action,
      version: change.version,
      reason: change.reason,
      created_at: now,
      created_by: change.createdBy,
    });
  }

  private select(db: Knex = this.database): Knex.QueryBuilder {
    return db('deployments')
      .join('models', 'models.id', 'deployments.model_id')
      .select('deployments.*', 'models.name as model', 'models.owner');
  }

  private matching(filter: { model?: string }, readable: ReadableModels): Knex.QueryBuilder {
    const rows = whereReadable(
      this.database('deployments').join('models', 'models.id', 'deployments.model_id'),
      readable,
    ).whereNull('models.deleted_at');
    if (filter.model !== undefined) {
      rows.andWhere('models.name', filter.model);
    }
    return rows;
  }
}
