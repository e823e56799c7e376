import type { AuditEvent } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { escapeLike } from '../database/columns';
import type { StoredAuditRow } from './auditHash';
import type { ReadableModels } from './ModelAuthorizer';
import type { ChainPlace } from './ChainWalk';
import { chainFromDatabase, fromDatabase, readChain } from './readChain';
import type { ReadChain } from './readChain';
import type { Chain } from './verifyChain';
import { whereVisible } from './whereVisible';

/** What events are asked for by. All of it has to hold. */
export interface AuditFilter {
  /** Who did it, or on whose behalf it was done. */
  actor?: string;
  /** An action, or the beginning of one up to a point. */
  action?: string;
  model?: string;
  outcome?: AuditEvent['outcome'];
  /** Milliseconds since 1970; `to` isn't included. */
  from?: number;
  to?: number;
}

/** What a list of audit events is asked for by. */
export interface AuditQuery extends AuditFilter {
  limit: number;
  /** Only events before this place. */
  below?: number;
}

/** Reads the audit trail, and removes what retention no longer keeps. */
export interface AuditStore {
  /** Newest first; one more than the limit where there are further ones. */
  list(query: AuditQuery, readable: ReadableModels): Promise<StoredAuditRow[]>;
  /** Where the chain begins and ends; nothing if the row that tells is gone. */
  chain(): Promise<Chain | undefined>;
  /**
   * Events behind one place and up to another in order, a thousand at a time; nothing is held between two of these, so
   * it may take as long as whoever reads takes.
   */
  inChunks(
    filter: AuditFilter,
    readable: ReadableModels,
    range: { after: number; upTo: number },
  ): AsyncIterable<StoredAuditRow[]>;
  /** The whole chain; what is appended meanwhile isn't seen. */
  readAll<T>(read: ReadChain<T>): Promise<T>;
  /** Removes the events up to a place. @returns how many there were */
  removeUpTo(transaction: Knex.Transaction, seq: number): Promise<number>;
  /** Reads the chain, and keeps everybody else from appending until the transaction ends. */
  lockChain(transaction: Knex.Transaction): Promise<Chain | undefined>;
  setStart(transaction: Knex.Transaction, start: ChainPlace): Promise<void>;
}

const CHUNK = 1_000;

/** Reads the audit trail from the plugin's database. */
export class DatabaseAuditStore implements AuditStore {
  constructor(private readonly database: Knex) {}

  async list(query: AuditQuery, readable: ReadableModels): Promise<StoredAuditRow[]> {
    const rows = this.matching(query, readable)
      .orderBy('seq', 'desc')
      .limit(query.limit + 1);
    if (query.below !== undefined) {
      rows.where('seq', '<', query.below);
    }
    return (await rows).map(fromDatabase);
  }

  async chain(): Promise<Chain | undefined> {
    return chainFromDatabase(await this.database('audit_chain').where({ id: 1 }).first());
  }

  async *inChunks(
    filter: AuditFilter,
    readable: ReadableModels,
    { after, upTo }: { after: number; upTo: number },
  ): AsyncGenerator<StoredAuditRow[], void> {
    for (let last = after; ;) {
      const found = await this.matching(filter, readable)
        .where('seq', '>', last)
        .where('seq', '<=', upTo)
        .orderBy('seq')
        .limit(CHUNK);
      const rows = found.map(fromDatabase);
      yield rows;
      if (rows.length < CHUNK) {
        return;
      }
      last = rows[rows.length - 1].seq;
    }
  }

  readAll<T>(read: ReadChain<T>): Promise<T> {
    return readChain(this.database, read);
  }

  async removeUpTo(transaction: Knex.Transaction, seq: number): Promise<number> {
    return transaction('audit_events').where('seq', '<=', seq).delete();
  }

  async lockChain(transaction: Knex.Transaction): Promise<Chain | undefined> {
    return chainFromDatabase(await transaction('audit_chain').where({ id: 1 }).forUpdate().first());
  }

  async setStart(transaction: Knex.Transaction, { seq, hash }: ChainPlace): Promise<void> {
    await transaction('audit_chain').where({ id: 1 }).update({ start_seq: seq, start_hash: hash });
  }

  private matching(filter: AuditFilter, readable: ReadableModels): Knex.QueryBuilder {
    const rows = whereVisible(this.database, this.database('audit_events'), readable);
    const { actor, model, outcome, action } = filter;
    for (const [column, value] of Object.entries({ model, outcome })) {
      if (value !== undefined) {
        rows.where(column, value);
      }
    }
    if (actor !== undefined) {
      rows.where(any => any.where('actor', actor).orWhere('on_behalf_of', actor));
    }
    if (action !== undefined) {
      rows.where(any =>
        any
          .where('action', action)
          .orWhereRaw(`action LIKE ? ESCAPE '\\'`, [`${escapeLike(action)}.%`]),
      );
    }
    if (filter.from !== undefined) {
      rows.where('occurred_at', '>=', filter.from);
    }
    if (filter.to !== undefined) {
      rows.where('occurred_at', '<', filter.to);
    }
    return rows;
  }
}
