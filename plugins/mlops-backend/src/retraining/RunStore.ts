import { randomUUID } from 'node:crypto';
import type { components } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { TimestampColumn } from '../database/columns';
import type { CursorPosition } from '../database/cursor';
import type { PolicyDefinition } from './Policy';

type Schemas = components['schemas'];
export type RunState = Schemas['RetrainingState'];
export type RunCause = Schemas['RetrainingCause'];
export type Comparison = NonNullable<Schemas['RetrainingRun']['comparison']>;
export type OutcomeState = NonNullable<Schemas['RetrainingRun']['outcome']>['state'];

/** The states of a run that isn't over. */
export const UNDER_WAY: readonly RunState[] = ['queued', 'submitted', 'running'];

/** A run as it is stored, with the name of its model. */
export interface RunRow {
  id: string;
  model_id: string;
  model: string;
  owner: string;
  policy_id: string | null;
  policy: string;
  due_key: string;
  /** Milliseconds since 1970, UTC. */
  due_at: number;
  cause: RunCause;
  reason: string;
  requested_by: string;
  deployment: string | null;
  definition: PolicyDefinition;
  state: RunState;
  claimed_until: number | null;
  attempts: number;
  /** Since when the executor tells nothing of it; milliseconds since 1970, UTC. */
  lost_since: number | null;
  external_id: string | null;
  url: string | null;
  token_hashes: string[];
  message: string | null;
  cancelled_by: string | null;
  created_at: TimestampColumn;
  submitted_at: TimestampColumn | null;
  started_at: TimestampColumn | null;
  ended_at: TimestampColumn | null;
  champion: number | null;
  version: number | null;
  outcome_state: OutcomeState | null;
  outcome_message: string | null;
  comparison: Comparison | null;
}

export type NewRun = Pick<
  RunRow,
  | 'model_id'
  | 'policy_id'
  | 'policy'
  | 'due_key'
  | 'due_at'
  | 'cause'
  | 'reason'
  | 'requested_by'
  | 'deployment'
  | 'definition'
> & { createdAt: Date };

/** What of a run changes. */
export type RunChange = Partial<Omit<RunRow, 'id' | 'model_id' | 'model' | 'owner' | 'due_key'>>;

/** Keeps retraining runs. They go with their model; those of deleted models are found by nobody. */
export interface RunStore {
  /** Newest first; one row more than the limit where there are further ones. */
  list(
    modelId: string,
    query: { policy?: string },
    page: { limit: number; after?: CursorPosition },
  ): Promise<RunRow[]>;
  count(modelId: string, query: { policy?: string }): Promise<number>;
  /** The newest of each policy of a model, by the policy's id. */
  newestOfPolicies(modelId: string): Promise<Map<string, RunRow>>;
  /** The newest of a policy, whatever asked for it. */
  newestOf(transaction: Knex, policyId: string): Promise<RunRow | undefined>;
  find(id: string, db?: Knex): Promise<RunRow | undefined>;
  /** Reads the row and keeps others from changing it until the transaction ends. */
  lock(transaction: Knex.Transaction, id: string): Promise<RunRow | undefined>;
  /** @returns its id. @throws the database's error when the policy has one of the same due key */
  insert(transaction: Knex.Transaction, run: NewRun): Promise<string>;
  update(db: Knex, id: string, change: RunChange): Promise<void>;
  /** Those that aren't over, those due first first. */
  listUnderWay(): Promise<RunRow[]>;
  /** Those that succeeded and of whose version something is still to become. */
  listPending(): Promise<RunRow[]>;
  /** How many of a policy are queued. */
  countQueued(transaction: Knex, policyId: string): Promise<number>;
  /** Lets nobody else count what is under way until the transaction ends. @returns how many there are, by policy */
  lockUnderWay(
    transaction: Knex.Transaction,
    now: number,
  ): Promise<{ all: number; of(policyId: string | null): number }>;
}

function fromDatabase(row: any): RunRow {
  const numberOrNull = (value: unknown) => (value === null ? null : Number(value));
  return {
    ...row,
    due_at: Number(row.due_at),
    claimed_until: numberOrNull(row.claimed_until),
    lost_since: numberOrNull(row.lost_since),
    definition: JSON.parse(row.definition),
    token_hashes: JSON.parse(row.token_hashes),
    comparison: row.comparison === null ? null : JSON.parse(row.comparison),
  };
}

function toColumns({ definition, token_hashes, comparison, ...rest }: RunChange): object {
  return {
    ...rest,
    ...(definition !== undefined && { definition: JSON.stringify(definition) }),
    ...(token_hashes !== undefined && { token_hashes: JSON.stringify(token_hashes) }),
    ...(comparison !== undefined && { comparison: comparison && JSON.stringify(comparison) }),
  };
}

/** Keeps runs in the plugin's database. */
export class DatabaseRunStore implements RunStore {
  constructor(private readonly database: Knex) {}

  async list(
    modelId: string,
    query: { policy?: string },
    page: { limit: number; after?: CursorPosition },
  ): Promise<RunRow[]> {
    const rows = this.matching(this.select(), modelId, query)
      .orderBy('retraining_runs.created_at', 'desc')
      .orderBy('retraining_runs.id', 'desc')
      .limit(page.limit + 1);
    if (page.after) {
      const [createdAt, id] = page.after;
      rows.whereRaw('(retraining_runs.created_at, retraining_runs.id) < (?, ?)', [
        new Date(createdAt),
        id,
      ]);
    }
    return (await rows).map(fromDatabase);
  }

  async count(modelId: string, query: { policy?: string }): Promise<number> {
    const rows = this.matching(this.database('retraining_runs'), modelId, query);
    const [{ count }] = await rows.count({ count: '*' });
    return Number(count);
  }

  async newestOfPolicies(modelId: string): Promise<Map<string, RunRow>> {
    const newest = this.database('retraining_runs')
      .where({ model_id: modelId })
      .whereNotNull('policy_id')
      .groupBy('policy_id')
      .select('policy_id')
      .max({ created_at: 'created_at' })
      .as('newest');
    const rows = await this.select().join(newest, join =>
      join
        .on('newest.policy_id', 'retraining_runs.policy_id')
        .andOn('newest.created_at', 'retraining_runs.created_at'),
    );
    return new Map(rows.map(fromDatabase).map((row: RunRow) => [row.policy_id!, row]));
  }

  async newestOf(db: Knex, policyId: string): Promise<RunRow | undefined> {
    const row = await this.select(db)
      .where('retraining_runs.policy_id', policyId)
      .orderBy('retraining_runs.created_at', 'desc')
      .first();
    return row && fromDatabase(row);
  }

  async find(id: string, db?: Knex): Promise<RunRow | undefined> {
    const row = await this.select(db).where('retraining_runs.id', id).first();
    return row && fromDatabase(row);
  }

  async lock(transaction: Knex.Transaction, id: string): Promise<RunRow | undefined> {
    // Locked before it is joined: PostgreSQL would lock the model's row too.
    const locked = await transaction('retraining_runs')
      .select('id')
      .where({ id })
      .forUpdate()
      .first();
    return locked && this.find(id, transaction);
  }

  async insert(
    transaction: Knex.Transaction,
    { createdAt, definition, ...run }: NewRun,
  ): Promise<string> {
    const id = randomUUID();
    await transaction('retraining_runs').insert({
      ...run,
      definition: JSON.stringify(definition),
      id,
      state: 'queued',
      attempts: 0,
      token_hashes: '[]',
      created_at: createdAt,
    });
    return id;
  }

  async update(db: Knex, id: string, change: RunChange): Promise<void> {
    await db('retraining_runs').where({ id }).update(toColumns(change));
  }

  async listUnderWay(): Promise<RunRow[]> {
    // Written out, since SQLite reads an index of these rows only where it sees the very condition.
    const rows = this.select()
      .whereRaw("retraining_runs.state IN ('queued', 'submitted', 'running')")
      .orderBy('retraining_runs.due_at')
      .orderBy('retraining_runs.id');
    return (await rows).map(fromDatabase);
  }

  async listPending(): Promise<RunRow[]> {
    const rows = this.select()
      .whereRaw("retraining_runs.outcome_state = 'pending'")
      .orderBy('retraining_runs.ended_at');
    return (await rows).map(fromDatabase);
  }

  async countQueued(db: Knex, policyId: string): Promise<number> {
    const rows = db('retraining_runs').where({ policy_id: policyId, state: 'queued' });
    const [{ count }] = await rows.count({ count: '*' });
    return Number(count);
  }

  async lockUnderWay(transaction: Knex.Transaction, now: number) {
    await transaction('retraining_control').where({ id: 1 }).forUpdate().first();
    const rows: Array<{ policy_id: string | null; count: number | string }> = await transaction(
      'retraining_runs',
    )
      .whereRaw("state IN ('queued', 'submitted', 'running')")
      .whereNot(row =>
        row
          .where({ state: 'queued' })
          .andWhere(claim => claim.whereNull('claimed_until').orWhere('claimed_until', '<=', now)),
      )
      .groupBy('policy_id')
      .select('policy_id')
      .count({ count: '*' });
    const byPolicy = new Map(rows.map(row => [row.policy_id, Number(row.count)]));
    return {
      all: [...byPolicy.values()].reduce((sum, count) => sum + count, 0),
      of: (policyId: string | null) => byPolicy.get(policyId) ?? 0,
    };
  }

  private select(db: Knex = this.database): Knex.QueryBuilder {
    return db('retraining_runs')
      .join('models', 'models.id', 'retraining_runs.model_id')
      .whereNull('models.deleted_at')
      .select('retraining_runs.*', 'models.name as model', 'models.owner');
  }

  private matching(
    rows: Knex.QueryBuilder,
    modelId: string,
    { policy }: { policy?: string },
  ): Knex.QueryBuilder {
    rows.where('retraining_runs.model_id', modelId);
    return policy === undefined ? rows : rows.where('retraining_runs.policy', policy);
  }
}
