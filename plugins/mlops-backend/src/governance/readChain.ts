import type { Checkpoint } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { StoredAuditRow } from './auditHash';
import { DatabaseCheckpointStore } from './checkpoints/CheckpointStore';
import type { Chain } from './verifyChain';

/** Reads a whole chain as it was at one moment. */
export type ReadChain<T> = (
  rows: AsyncIterable<StoredAuditRow>,
  /** Nothing if the row that tells is gone. */
  chain: Chain | undefined,
  /** In the order of their places. */
  checkpoints: AsyncIterable<Checkpoint>,
) => Promise<T>;

/** A row of `audit_events`. */
export const fromDatabase = (row: any): StoredAuditRow => ({
  ...row,
  seq: Number(row.seq),
  occurred_at: Number(row.occurred_at),
});

/** The row of `audit_chain`; nothing if it is gone. */
export const chainFromDatabase = (row: any): Chain | undefined =>
  row && {
    start: { seq: Number(row.start_seq), hash: row.start_hash },
    end: { seq: Number(row.seq), hash: row.hash },
  };

const CHUNK = 1_000;

/**
 * Reads the whole chain as it is at one moment, in constant memory; what is appended meanwhile isn't seen. It asks for
 * nothing of Backstage, so that the command line can use it.
 */
export function readChain<T>(database: Knex, read: ReadChain<T>): Promise<T> {
  return database.transaction(
    async transaction => {
      const chain = chainFromDatabase(await transaction('audit_chain').where({ id: 1 }).first());
      const checkpoints = new DatabaseCheckpointStore(database).inOrder(
        Number.MIN_SAFE_INTEGER,
        Number.MAX_SAFE_INTEGER,
        transaction,
      );
      return read(inOrder(transaction), chain, checkpoints);
    },
    // One moment for all pages; SQLite has no other isolation.
    transactionOptions(database),
  );
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
