import type { AuditEvent } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { escapeLike } from '../database/columns';
import type { AuditRow } from './auditHash';

/** What a list of audit events is asked for by. */
export interface AuditQuery {
  actor?: string;
  /** An action, or the beginning of one up to a point. */
  action?: string;
  model?: string;
  outcome?: AuditEvent['outcome'];
  /** Milliseconds since 1970; `to` isn't included. */
  from?: number;
  to?: number;
  limit: number;
  /** Only events before this place. */
  below?: number;
}

export type StoredAuditRow = AuditRow & { hash: string };

/** Reads the audit trail. */
export interface AuditStore {
  /** Newest first; one more than the limit where there are further ones. */
  list(query: AuditQuery): Promise<StoredAuditRow[]>;
  /**
   * The whole chain in order, and where it should end, as they were at one moment: what is appended meanwhile isn't
   * seen.
   */
  readAll<T>(
    read: (
      rows: AsyncIterable<StoredAuditRow>,
      end: { seq: number; hash: string } | undefined,
    ) => Promise<T>,
  ): Promise<T>;
}

const CHUNK = 1_000;

const fromDatabase = (row: any): StoredAuditRow => ({
  ...row,
  seq: Number(row.seq),
  occurred_at: Number(row.occurred_at),
});

/** Reads the audit trail from the plugin's database. */
export class DatabaseAuditStore implements AuditStore {
  constructor(private readonly database: Knex) {}

  async list(query: AuditQuery): Promise<StoredAuditRow[]> {
    const rows = this.database('audit_events')
      .orderBy('seq', 'desc')
      .limit(query.limit + 1);
    const { actor, model, outcome, action } = query;
    for (const [column, value] of Object.entries({ actor, model, outcome })) {
      if (value !== undefined) {
        rows.where(column, value);
      }
    }
    if (action !== undefined) {
      rows.where(any =>
        any
          .where('action', action)
          .orWhereRaw(`action LIKE ? ESCAPE '\\'`, [`${escapeLike(action)}.%`]),
      );
    }
    if (query.from !== undefined) {
      rows.where('occurred_at', '>=', query.from);
    }
    if (query.to !== undefined) {
      rows.where('occurred_at', '<', query.to);
    }
    if (query.below !== undefined) {
      rows.where('seq', '<', query.below);
    }
    return (await rows).map(fromDatabase);
  }

  async readAll<T>(
    read: (
      rows: AsyncIterable<StoredAuditRow>,
      end: { seq: number; hash: string } | undefined,
    ) => Promise<T>,
  ): Promise<T> {
    return this.database.transaction(
      async transaction => {
        const end = await transaction('audit_chain').where({ id: 1 }).first();
        return read(inOrder(transaction), end && { seq: Number(end.seq), hash: String(end.hash) });
      },
      // One moment for all pages; SQLite has no other isolation.
      transactionOptions(this.database),
    );
  }
}

function transactionOptions(database: Knex): Knex.TransactionConfig {
  return database.client.config.client === 'pg'
    ? { isolationLevel: 'repeatable read', readOnly: true }
    : {};
}

async function* inOrder(transaction: Knex.Transaction): AsyncGenerator<StoredAuditRow> {
  let last: number | undefined;
  for (;;) {
    const query = transaction('audit_events').orderBy('seq').limit(CHUNK);
    const rows: StoredAuditRow[] = (
      last === undefined ? await query : await query.where('seq', '>', last)
    ).map(fromDatabase);
    yield* rows;
    if (rows.length < CHUNK) {
      return;
    }
    last = rows[rows.length - 1].seq;
  }
}
