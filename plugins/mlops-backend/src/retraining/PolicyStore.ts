import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { TimestampColumn } from '../database/columns';
import type { PolicyDefinition, Progress } from './Policy';

/** A policy as it is stored, with the names of its model and deployment. */
export interface PolicyRow {
  id: string;
  model_id: string;
  model: string;
  owner: string;
  name: string;
  deployment_id: string | null;
  deployment: string | null;
  definition: PolicyDefinition;
  paused: boolean;
  /** Of one by time; milliseconds since 1970, UTC. */
  next_due_at: number | null;
  /** Of one that looks at traffic. */
  progress: Progress | null;
  created_at: TimestampColumn;
  created_by: string;
  updated_at: TimestampColumn;
  updated_by: string;
}

/** What of a policy people decide. */
export type PolicyContent = Pick<
  PolicyRow,
  'deployment_id' | 'definition' | 'paused' | 'next_due_at' | 'progress'
>;

/** Keeps retraining policies. They go with their model; those of deleted models are found by nobody. */
export interface PolicyStore {
  /** By name. */
  listOfModel(modelId: string, db?: Knex): Promise<PolicyRow[]>;
  find(modelId: string, name: string, db?: Knex): Promise<PolicyRow | undefined>;
  findById(id: string, db?: Knex): Promise<PolicyRow | undefined>;
  /** Reads the row and keeps others from changing it until the transaction ends. Lock the model first. */
  lock(transaction: Knex.Transaction, id: string): Promise<PolicyRow | undefined>;
  /** @throws the database's error when the model has one of the name */
  insert(
    transaction: Knex.Transaction,
    policy: { modelId: string; name: string; by: string } & PolicyContent,
  ): Promise<string>;
  update(
    transaction: Knex.Transaction,
    id: string,
    content: PolicyContent & { by: string },
  ): Promise<void>;
  /** What the scheduler keeps; who changed the policy last stays. */
  advance(
    transaction: Knex.Transaction,
    id: string,
    state: Partial<Pick<PolicyRow, 'next_due_at' | 'progress'>>,
  ): Promise<void>;
  remove(transaction: Knex.Transaction, id: string): Promise<void>;
  /** Those by time that are due at a time, the longest first. */
  listDue(now: number): Promise<PolicyRow[]>;
  /** Those that look at traffic and aren't paused. */
  listWatching(): Promise<PolicyRow[]>;
}

function fromDatabase(row: any): PolicyRow {
  const { trigger_kind, ...rest } = row;
  return {
    ...rest,
    definition: JSON.parse(row.definition),
    paused: Boolean(row.paused),
    next_due_at: row.next_due_at === null ? null : Number(row.next_due_at),
    progress: row.progress === null ? null : JSON.parse(row.progress),
  };
}

const toColumns = (content: PolicyContent) => ({
  deployment_id: content.deployment_id,
  definition: JSON.stringify(content.definition),
  trigger_kind: content.definition.trigger.kind,
  paused: content.paused,
  next_due_at: content.next_due_at,
  progress: content.progress && JSON.stringify(content.progress),
});

/** Keeps policies in the plugin's database. */
export class DatabasePolicyStore implements PolicyStore {
  constructor(private readonly database: Knex) {}

  async listOfModel(modelId: string, db?: Knex): Promise<PolicyRow[]> {
    const rows = this.select(db)
      .where('retraining_policies.model_id', modelId)
      .orderBy('retraining_policies.name');
    return (await rows).map(fromDatabase);
  }

  async find(modelId: string, name: string, db?: Knex): Promise<PolicyRow | undefined> {
    const row = await this.select(db)
      .where('retraining_policies.model_id', modelId)
      .where('retraining_policies.name', name)
      .first();
    return row && fromDatabase(row);
  }

  async findById(id: string, db?: Knex): Promise<PolicyRow | undefined> {
    const row = await this.select(db).where('retraining_policies.id', id).first();
    return row && fromDatabase(row);
  }

  async lock(transaction: Knex.Transaction, id: string): Promise<PolicyRow | undefined> {
    // Locked before it is joined: PostgreSQL would lock the rows of model and deployment too.
    const locked = await transaction('retraining_policies')
      .select('id')
      .where({ id })
      .forUpdate()
      .first();
    return locked && this.findById(id, transaction);
  }

  async insert(
    transaction: Knex.Transaction,
    {
      modelId,
      name,
      by,
      ...content
    }: { modelId: string; name: string; by: string } & PolicyContent,
  ): Promise<string> {
    const id = randomUUID();
    const now = new Date();
    await transaction('retraining_policies').insert({
      id,
      model_id: modelId,
      name,
      ...toColumns(content),
      created_at: now,
      created_by: by,
      updated_at: now,
      updated_by: by,
    });
    return id;
  }

  async update(
    transaction: Knex.Transaction,
    id: string,
    { by, ...content }: PolicyContent & { by: string },
  ): Promise<void> {
    await transaction('retraining_policies')
      .where({ id })
      .update({ ...toColumns(content), updated_at: new Date(), updated_by: by });
  }

  async advance(
    transaction: Knex.Transaction,
    id: string,
    { next_due_at, progress }: Partial<Pick<PolicyRow, 'next_due_at' | 'progress'>>,
  ): Promise<void> {
    await transaction('retraining_policies')
      .where({ id })
      .update({
        ...(next_due_at !== undefined && { next_due_at }),
        ...(progress !== undefined && { progress: progress && JSON.stringify(progress) }),
      });
  }

  async remove(transaction: Knex.Transaction, id: string): Promise<void> {
    await transaction('retraining_policies').where({ id }).delete();
  }

  async listDue(now: number): Promise<PolicyRow[]> {
    const rows = this.select()
      .where('retraining_policies.trigger_kind', 'time')
      .where('retraining_policies.next_due_at', '<=', now)
      .where('retraining_policies.paused', false)
      .orderBy('retraining_policies.next_due_at');
    return (await rows).map(fromDatabase);
  }

  async listWatching(): Promise<PolicyRow[]> {
    const rows = this.select()
      .whereIn('retraining_policies.trigger_kind', ['drift', 'performance'])
      .where('retraining_policies.paused', false)
      .orderBy('retraining_policies.id');
    return (await rows).map(fromDatabase);
  }

  private select(db: Knex = this.database): Knex.QueryBuilder {
    return db('retraining_policies')
      .join('models', 'models.id', 'retraining_policies.model_id')
      .leftJoin('deployments', 'deployments.id', 'retraining_policies.deployment_id')
      .whereNull('models.deleted_at')
      .select(
        'retraining_policies.*',
        'models.name as model',
        'models.owner',
        'deployments.name as deployment',
      );
  }
}
