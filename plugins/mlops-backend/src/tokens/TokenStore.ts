import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { escapeLike } from '../database/columns';
import type { TimestampColumn } from '../database/columns';
import type { CursorPosition } from '../database/cursor';

/** How much a token may ask, of each replica. */
export interface TokenLimits {
  /** On average; null for no limit. */
  requests_per_second: number | null;
  /** Under way at a time; null for no limit. */
  max_concurrent_requests: number | null;
}

/** A token as it is stored, with what it lets ask. Its secret isn't. */
export interface TokenRow extends TokenLimits {
  id: string;
  deployment_id: string;
  /** Name of the deployment. */
  deployment: string;
  /** Name of the deployment's model. */
  model: string;
  name: string;
  /** The beginning of the secret. */
  prefix: string;
  created_at: TimestampColumn;
  created_by: string;
  expires_at: TimestampColumn;
  /** Milliseconds since 1970, UTC; null before its first use. */
  last_used_at: number | null;
  revoked_at: TimestampColumn | null;
  revoked_by: string | null;
}

export interface NewToken {
  deploymentId: string;
  name: string;
  prefix: string;
  /** SHA-256 of the secret, 64 hexadecimal digits. */
  hash: string;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  limits: TokenLimits;
}

/** What a server has to be told of a token. */
export interface ValidToken {
  id: string;
  hash: string;
  /** Name of the deployment. */
  deployment: string;
  /** Milliseconds since 1970, UTC. */
  expiresAt: number;
  /** No limit without it. */
  requestsPerSecond?: number;
  /** No limit without it. */
  maxConcurrentRequests?: number;
}

/** Keeps tokens of endpoints. */
export interface TokenStore {
  /** Newest first; one row more than the limit where there are further ones. */
  list(deploymentId: string, page: { limit: number; after?: CursorPosition }): Promise<TokenRow[]>;
  count(deploymentId: string): Promise<number>;
  /** Counts those that are neither revoked nor expired, and keeps others from making any until the transaction ends. */
  countValid(transaction: Knex.Transaction, deploymentId: string, now: Date): Promise<number>;
  find(deploymentId: string, id: string, db?: Knex): Promise<TokenRow | undefined>;
  /** Those that begin so, newest first, also of deleted models. */
  findByPrefix(prefix: string, limit: number): Promise<TokenRow[]>;
  /** @returns the id */
  insert(transaction: Knex.Transaction, token: NewToken): Promise<string>;
  /** Reads the row and keeps others from changing it until the transaction ends. */
  lock(
    transaction: Knex.Transaction,
    deploymentId: string,
    id: string,
  ): Promise<TokenRow | undefined>;
  revoke(transaction: Knex.Transaction, id: string, by: string, at: Date): Promise<void>;
  setLimits(transaction: Knex.Transaction, id: string, limits: TokenLimits): Promise<void>;
  /** Keeps when tokens were last used; an earlier time than the known one, or a token that is gone, changes nothing. */
  touch(uses: ReadonlyArray<{ id: string; at: number }>): Promise<void>;
  /** Removes the tokens of a model's deployments. */
  removeOfModel(transaction: Knex.Transaction, modelId: string): Promise<void>;
  /** Changes whenever tokens come, go or change; cheap to ask often. */
  fingerprint(): Promise<string>;
  /** Those that are neither revoked nor expired; of a deleted model too, of which nothing is served. */
  listValid(now: Date): Promise<ValidToken[]>;
}

/** Uses written in one statement: SQLite takes no more than some thousand values. */
const USES = 500;

const numberOrNull = (value: unknown) => (value === null ? null : Number(value));

const fromDatabase = (row: any): TokenRow => {
  const { hash, ...rest } = row;
  return {
    ...rest,
    last_used_at: numberOrNull(row.last_used_at),
    requests_per_second: numberOrNull(row.requests_per_second),
  };
};

/** Keeps tokens in the plugin's database. */
export class DatabaseTokenStore implements TokenStore {
  constructor(private readonly database: Knex) {}

  async list(
    deploymentId: string,
    page: { limit: number; after?: CursorPosition },
  ): Promise<TokenRow[]> {
    const rows = this.select()
      .where({ deployment_id: deploymentId })
      .orderBy([
        { column: 'endpoint_tokens.created_at', order: 'desc' },
        { column: 'endpoint_tokens.id', order: 'desc' },
      ])
      .limit(page.limit + 1);
    if (page.after) {
      rows.whereRaw('(endpoint_tokens.created_at, endpoint_tokens.id) < (?, ?)', [
        new Date(page.after[0]),
        page.after[1],
      ]);
    }
    return (await rows).map(fromDatabase);
  }

  async count(deploymentId: string): Promise<number> {
    const [{ count }] = await this.database('endpoint_tokens')
      .where({ deployment_id: deploymentId })
      .count({ count: '*' });
    return Number(count);
  }

  async countValid(
    transaction: Knex.Transaction,
    deploymentId: string,
    now: Date,
  ): Promise<number> {
    // Whoever makes a token changes this row.
    await transaction('endpoint_token_changes').where({ id: 1 }).forUpdate().first();
    const [{ count }] = await transaction('endpoint_tokens')
      .where({ deployment_id: deploymentId })
      .whereNull('revoked_at')
      .where('expires_at', '>', now)
      .count({ count: '*' });
    return Number(count);
  }

  async find(deploymentId: string, id: string, db?: Knex): Promise<TokenRow | undefined> {
    const row = await this.select(db)
      .where({ deployment_id: deploymentId, 'endpoint_tokens.id': id })
      .first();
    return row && fromDatabase(row);
  }

  async findByPrefix(prefix: string, limit: number): Promise<TokenRow[]> {
    const rows = await this.select()
      .whereRaw("endpoint_tokens.prefix LIKE ? ESCAPE '\\'", [`${escapeLike(prefix)}%`])
      // SQLite's LIKE takes small letters for capitals.
      .whereRaw('substr(endpoint_tokens.prefix, 1, ?) = ?', [prefix.length, prefix])
      .orderBy([
        { column: 'endpoint_tokens.created_at', order: 'desc' },
        { column: 'endpoint_tokens.id', order: 'desc' },
      ])
      .limit(limit);
    return rows.map(fromDatabase);
  }

  async insert(transaction: Knex.Transaction, token: NewToken): Promise<string> {
    const id = randomUUID();
    await transaction('endpoint_tokens').insert({
      id,
      deployment_id: token.deploymentId,
      name: token.name,
      prefix: token.prefix,
      hash: token.hash,
      created_at: token.createdAt,
      created_by: token.createdBy,
      expires_at: token.expiresAt,
      ...token.limits,
    });
    await this.countChange(transaction);
    return id;
  }

  async lock(
    transaction: Knex.Transaction,
    deploymentId: string,
    id: string,
  ): Promise<TokenRow | undefined> {
    const locked = await transaction('endpoint_tokens')
      .select('id')
      .where({ deployment_id: deploymentId, id })
      .forUpdate()
      .first();
    return locked && this.find(deploymentId, id, transaction);
  }

  async revoke(transaction: Knex.Transaction, id: string, by: string, at: Date): Promise<void> {
    await transaction('endpoint_tokens').where({ id }).update({ revoked_at: at, revoked_by: by });
    await this.countChange(transaction);
  }

  async setLimits(transaction: Knex.Transaction, id: string, limits: TokenLimits): Promise<void> {
    await transaction('endpoint_tokens').where({ id }).update(limits);
    await this.countChange(transaction);
  }

  async touch(uses: ReadonlyArray<{ id: string; at: number }>): Promise<void> {
    const waiting = [...uses];
    while (waiting.length > 0) {
      const some = waiting.splice(0, USES);
      const times = `CASE id ${some.map(() => 'WHEN ? THEN CAST(? AS bigint)').join(' ')} END`;
      const values = some.flatMap(({ id, at }) => [id, at]);
      await this.database('endpoint_tokens')
        .whereIn(
          'id',
          some.map(({ id }) => id),
        )
        .andWhereRaw(`COALESCE(last_used_at, -1) < ${times}`, values)
        .update({ last_used_at: this.database.raw(times, values) });
    }
  }

  async removeOfModel(transaction: Knex.Transaction, modelId: string): Promise<void> {
    const removed = await transaction('endpoint_tokens')
      .whereIn(
        'deployment_id',
        transaction('deployments').select('id').where({ model_id: modelId }),
      )
      .delete();
    if (removed > 0) {
      await this.countChange(transaction);
    }
  }

  async fingerprint(): Promise<string> {
    const row = await this.database('endpoint_token_changes').where({ id: 1 }).first();
    return String(row.generation);
  }

  async listValid(now: Date): Promise<ValidToken[]> {
    const rows = await this.database('endpoint_tokens')
      .join('deployments', 'deployments.id', 'endpoint_tokens.deployment_id')
      .whereNull('endpoint_tokens.revoked_at')
      .where('endpoint_tokens.expires_at', '>', now)
      .select(
        'endpoint_tokens.id',
        'endpoint_tokens.hash',
        'endpoint_tokens.expires_at',
        'endpoint_tokens.requests_per_second',
        'endpoint_tokens.max_concurrent_requests',
        'deployments.name as deployment',
      );
    return rows.map(row => ({
      id: row.id,
      hash: row.hash,
      deployment: row.deployment,
      expiresAt: new Date(row.expires_at).getTime(),
      ...(row.requests_per_second !== null && {
        requestsPerSecond: Number(row.requests_per_second),
      }),
      ...(row.max_concurrent_requests !== null && {
        maxConcurrentRequests: row.max_concurrent_requests,
      }),
    }));
  }

  /** Held until the transaction ends, so that a generation is seen with all that it stands for. */
  private async countChange(transaction: Knex.Transaction): Promise<void> {
    await transaction('endpoint_token_changes').where({ id: 1 }).increment('generation', 1);
  }

  private select(db: Knex = this.database): Knex.QueryBuilder {
    return db('endpoint_tokens')
      .join('deployments', 'deployments.id', 'endpoint_tokens.deployment_id')
      .join('models', 'models.id', 'deployments.model_id')
      .select('endpoint_tokens.*', 'deployments.name as deployment', 'models.name as model');
  }
}
