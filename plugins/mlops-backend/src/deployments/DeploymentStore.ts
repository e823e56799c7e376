import { randomUUID } from 'node:crypto';
import type { Revision } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { escapeLike } from '../database/columns';
import type { TimestampColumn } from '../database/columns';
import type { CursorPosition } from '../database/cursor';
import type { ReadableModels } from '../governance/ModelAuthorizer';
import { whereReadable } from '../governance/whereReadable';
import { assignmentsOf } from './Configuration';
import type { Configuration } from './Configuration';
import { fromDatabase, toColumns, withConfiguration, withModel } from './deploymentColumns';
import { readDesired } from './readDesired';
import type { DesiredRow } from './readDesired';
import type { DeploymentRow } from './DeploymentRow';

export type RevisionAction = Revision['action'];

/** A revision as it is stored. */
export interface RevisionRow extends Configuration {
  revision: number;
  action: RevisionAction;
  /** The revision whose configuration this one took. */
  rolled_back_to: number | null;
  reason: string;
  created_at: TimestampColumn;
  created_by: string;
}

export interface NewDeployment {
  name: string;
  modelId: string;
  environment: string;
  target: string;
  allowEventTime: boolean;
}

/** A change of what a deployment is meant to serve, with the whole of it afterwards. */
export interface RevisionChange {
  action: RevisionAction;
  configuration: Configuration;
  rolledBackTo?: number;
  reason: string;
  createdBy: string;
}

/** Which deployments a list has. */
export interface DeploymentFilter {
  model?: string;
  /** The beginning of the deployment's or of its model's name, in lower case. */
  search?: string;
  environment?: string;
}

/** Keeps deployments and their revisions. */
export interface DeploymentStore {
  /** By name; one row more than the limit where there are further ones. */
  list(
    filter: DeploymentFilter,
    readable: ReadableModels,
    page: { limit: number; after?: CursorPosition },
  ): Promise<DeploymentRow[]>;
  count(filter: DeploymentFilter, readable: ReadableModels): Promise<number>;
  find(name: string, db?: Knex): Promise<DeploymentRow | undefined>;
  /** By name. */
  listOfModels(modelIds: string[], db?: Knex): Promise<DeploymentRow[]>;
  /** Reads the row and keeps others from changing it until the transaction ends. Lock the model first. */
  lock(transaction: Knex.Transaction, name: string): Promise<DeploymentRow | undefined>;
  /** The same for all deployments of a model, by name. */
  lockOfModel(transaction: Knex.Transaction, modelId: string): Promise<DeploymentRow[]>;
  /** Inserts the deployment with its revision 1. @returns its id */
  insert(
    transaction: Knex.Transaction,
    deployment: NewDeployment,
    change: RevisionChange,
  ): Promise<string>;
  addRevision(
    transaction: Knex.Transaction,
    row: DeploymentRow,
    change: RevisionChange,
  ): Promise<void>;
  /** Newest first, below a revision if given; one row more than the limit where there are further ones. */
  listRevisions(
    id: string,
    page: { limit: number; below?: number },
    db?: Knex,
  ): Promise<RevisionRow[]>;
  findRevision(id: string, revision: number, db?: Knex): Promise<RevisionRow | undefined>;
  /** The names of the deployments that serve a model, or one version of it in whatever role. */
  servedBy(transaction: Knex.Transaction, modelId: string, version?: number): Promise<string[]>;
  /** Removes the deployments of a model with their revisions. @returns their names */
  removeOfModel(transaction: Knex.Transaction, modelId: string): Promise<string[]>;
  /** Changes whenever anything that is meant to be served changes; cheap to ask often. */
  fingerprint(): Promise<string>;
  /** Everything that is meant to be served. */
  listDesired(): Promise<DesiredRow[]>;
}

/** Keeps deployments in the plugin's database. */
export class DatabaseDeploymentStore implements DeploymentStore {
  constructor(private readonly database: Knex) {}

  async list(
    filter: DeploymentFilter,
    readable: ReadableModels,
    page: { limit: number; after?: CursorPosition },
  ): Promise<DeploymentRow[]> {
    const rows = withModel(this.matching(filter, readable))
      .orderBy('deployments.name')
      .limit(page.limit + 1);
    if (page.after) {
      rows.andWhere('deployments.name', '>', page.after[0]);
    }
    return (await rows).map(fromDatabase);
  }

  async count(filter: DeploymentFilter, readable: ReadableModels): Promise<number> {
    const [{ count }] = await this.matching(filter, readable).count({ count: '*' });
    return Number(count);
  }

  async find(name: string, db?: Knex): Promise<DeploymentRow | undefined> {
    const row = await this.select(db)
      .where('deployments.name', name)
      .whereNull('models.deleted_at')
      .first();
    return row && fromDatabase(row);
  }

  async listOfModels(modelIds: string[], db?: Knex): Promise<DeploymentRow[]> {
    const rows = await this.select(db)
      .whereIn('deployments.model_id', modelIds)
      .orderBy('deployments.name');
    return rows.map(fromDatabase);
  }

  async lock(transaction: Knex.Transaction, name: string): Promise<DeploymentRow | undefined> {
    // Locked before it is joined: PostgreSQL would lock the model's row too. Not against rows that refer to it, such as
    // tokens: a key is never changed.
    const locked = await transaction('deployments')
      .select('id')
      .where({ name })
      .forNoKeyUpdate()
      .first();
    const row =
      locked && (await this.select(transaction).where('deployments.id', locked.id).first());
    return row && fromDatabase(row);
  }

  async lockOfModel(transaction: Knex.Transaction, modelId: string): Promise<DeploymentRow[]> {
    await transaction('deployments')
      .select('id')
      .where({ model_id: modelId })
      .orderBy('name')
      .forNoKeyUpdate();
    return this.listOfModels([modelId], transaction);
  }

  async insert(
    transaction: Knex.Transaction,
    deployment: NewDeployment,
    change: RevisionChange,
  ): Promise<string> {
    const now = new Date();
    const id = randomUUID();
    await transaction('deployments').insert({
      id,
      name: deployment.name,
      model_id: deployment.modelId,
      environment: deployment.environment,
      target: deployment.target,
      revision: 1,
      ...toColumns(change.configuration),
      allow_event_time: deployment.allowEventTime,
      created_at: now,
      updated_at: now,
    });
    await this.insertRevision(transaction, id, 1, change, now);
    return id;
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
      .update({ revision, ...toColumns(change.configuration), updated_at: now });
    await this.insertRevision(transaction, row.id, revision, change, now);
  }

  async listRevisions(
    id: string,
    page: { limit: number; below?: number },
    db: Knex = this.database,
  ): Promise<RevisionRow[]> {
    const rows = db('deployment_revisions')
      .where({ deployment_id: id })
      .orderBy('revision', 'desc')
      .limit(page.limit + 1);
    if (page.below !== undefined) {
      rows.andWhere('revision', '<', page.below);
    }
    return (await rows).map(withConfiguration);
  }

  async findRevision(
    id: string,
    revision: number,
    db: Knex = this.database,
  ): Promise<RevisionRow | undefined> {
    const row = await db('deployment_revisions').where({ deployment_id: id, revision }).first();
    return row && withConfiguration(row);
  }

  async servedBy(
    transaction: Knex.Transaction,
    modelId: string,
    version?: number,
  ): Promise<string[]> {
    const rows = await this.listOfModels([modelId], transaction);
    return rows
      .filter(row =>
        assignmentsOf(row).some(one => version === undefined || one.version === version),
      )
      .map(({ name }) => name);
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

  listDesired(): Promise<DesiredRow[]> {
    return readDesired(this.database);
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
      ...toColumns(change.configuration),
      rolled_back_to: change.rolledBackTo ?? null,
      reason: change.reason,
      created_at: now,
      created_by: change.createdBy,
    });
  }

  private select(db: Knex = this.database): Knex.QueryBuilder {
    return withModel(db('deployments').join('models', 'models.id', 'deployments.model_id'));
  }

  private matching(filter: DeploymentFilter, readable: ReadableModels): Knex.QueryBuilder {
    const { model, search, environment } = filter;
    const rows = whereReadable(
      this.database('deployments').join('models', 'models.id', 'deployments.model_id'),
      readable,
    ).whereNull('models.deleted_at');
    if (model !== undefined) {
      rows.andWhere('models.name', model);
    }
    if (environment !== undefined) {
      rows.andWhere('deployments.environment', environment);
    }
    if (search !== undefined) {
      const beginning = `${escapeLike(search.toLowerCase())}%`;
      rows.andWhereRaw("(deployments.name LIKE ? ESCAPE '\\' OR models.name LIKE ? ESCAPE '\\')", [
        beginning,
        beginning,
      ]);
    }
    return rows;
  }
}
