import type { Checkpoint } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { toIsoString } from '../../database/columns';

/** Keeps the signed checkpoints of the audit trail. None is ever removed. */
export interface CheckpointStore {
  /** Newest first, below a place if given; one more than the limit where there are further ones. */
  list(page: { limit: number; below?: number }): Promise<Checkpoint[]>;
  newest(): Promise<Checkpoint | undefined>;
  /** The newest that was signed before a time. */
  newestBefore(time: Date): Promise<Checkpoint | undefined>;
  /** By place, from one place to another, both included. */
  inOrder(from: number, to: number, db?: Knex): AsyncIterable<Checkpoint>;
  /** @throws the database's error when the place is signed already */
  insert(transaction: Knex.Transaction, checkpoint: Checkpoint): Promise<void>;
}

const CHUNK = 500;

const fromDatabase = (row: any): Checkpoint => ({
  seq: Number(row.seq),
  hash: row.hash,
  at: toIsoString(Number(row.signed_at)),
  signature: row.signature,
  publicKey: row.public_key,
});

/** Keeps checkpoints in the plugin's database. */
export class DatabaseCheckpointStore implements CheckpointStore {
  constructor(private readonly database: Knex) {}

  async list({ limit, below }: { limit: number; below?: number }): Promise<Checkpoint[]> {
    const rows = this.database('audit_checkpoints')
      .orderBy('seq', 'desc')
      .limit(limit + 1);
    if (below !== undefined) {
      rows.where('seq', '<', below);
    }
    return (await rows).map(fromDatabase);
  }

  async newest(): Promise<Checkpoint | undefined> {
    return (await this.list({ limit: 1 }))[0];
  }

  async newestBefore(time: Date): Promise<Checkpoint | undefined> {
    const row = await this.database('audit_checkpoints')
      .where('signed_at', '<', time.getTime())
      .orderBy('seq', 'desc')
      .first();
    return row && fromDatabase(row);
  }

  async *inOrder(
    from: number,
    to: number,
    db: Knex = this.database,
  ): AsyncGenerator<Checkpoint, void> {
    for (let next = from; ;) {
      const rows = await db('audit_checkpoints')
        .whereBetween('seq', [next, to])
        .orderBy('seq')
        .limit(CHUNK);
      yield* rows.map(fromDatabase);
      if (rows.length < CHUNK) {
        return;
      }
      next = Number(rows[rows.length - 1].seq) + 1;
    }
  }

  async insert(transaction: Knex.Transaction, checkpoint: Checkpoint): Promise<void> {
    await transaction('audit_checkpoints').insert({
      seq: checkpoint.seq,
      hash: checkpoint.hash,
      signed_at: Date.parse(checkpoint.at),
      signature: checkpoint.signature,
      public_key: checkpoint.publicKey,
    });
  }
}
