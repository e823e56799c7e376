import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { TimestampColumn } from '../database/columns';

/** A message that is to reach an endpoint. */
export interface NewMessage {
  /**
   * A UUID. Whoever gives one puts the message in once, however often it tries; without one each call is a message of
   * its own.
   */
  id?: string;
  /** The name of a `WebhookEndpoint`. */
  endpoint: string;
  /** What it tells, such as `alert.raised`. */
  type: string;
  /** What is known of it; the body is `{"type", "timestamp", "data"}`. */
  data: object;
}

/** A message as it is stored. */
export interface MessageRow {
  id: string;
  endpoint: string;
  /** Sent as it is, byte for byte, at every attempt. */
  body: string;
  state: 'pending' | 'delivered' | 'failed';
  /** Attempts that failed. */
  attempts: number;
  created_at: TimestampColumn;
  due_at: TimestampColumn;
  /** Who sends it at present; whoever has another lease doesn't any more. */
  lease: string | null;
  ended_at: TimestampColumn | null;
  /** Why the last attempt failed, by the kind of failure; never what the endpoint answered. */
  failure: string | null;
}

/**
 * Messages that wait for being sent. They are put in by the transaction of the change that they tell of, so that there is never one
 * without the other, and taken out under a lease: when a process dies with a message, another one sends it once the lease is over.
 * So each message arrives once at least, always under the same id.
 */
export class Outbox {
  constructor(private readonly database: Knex) {}

  /** @returns the ids, in the order of the messages */
  async put(
    transaction: Knex.Transaction,
    messages: readonly NewMessage[],
    now: Date = new Date(),
  ): Promise<string[]> {
    const rows = messages.map(({ id = randomUUID(), endpoint, type, data }) => ({
      id,
      endpoint,
      body: JSON.stringify({ type, timestamp: now.toISOString(), data }),
      state: 'pending',
      attempts: 0,
      created_at: now,
      due_at: now,
    }));
    if (rows.length > 0) {
      await transaction('webhook_outbox').insert(rows).onConflict('id').ignore();
    }
    return rows.map(({ id }) => id);
  }

  async find(id: string): Promise<MessageRow | undefined> {
    return this.database('webhook_outbox').where({ id }).first();
  }

  /**
   * Takes messages that are due, those that have been so the longest first. Nobody else gets them until the lease is over.
   *
   * @param until - the end of the lease: later than any attempt takes
   */
  async take(now: Date, until: Date, most: number): Promise<MessageRow[]> {
    const due = this.database('webhook_outbox')
      .select('id')
      .where({ state: 'pending' })
      .andWhere('due_at', '<=', now)
      .orderBy('due_at')
      .limit(most);
    // Asked again of the rows that are changed: of two that found the same one, the second finds that it isn't due any more.
    const taken: MessageRow[] = await this.database('webhook_outbox')
      .whereIn('id', due)
      .andWhere({ state: 'pending' })
      .andWhere('due_at', '<=', now)
      .update({ due_at: until, lease: randomUUID() })
      .returning('*');
    return taken;
  }

  /** Ends a message that was taken. Of no effect once somebody else has taken it. */
  async end(
    { id, lease }: Pick<MessageRow, 'id' | 'lease'>,
    end: { state: 'delivered' } | { state: 'failed'; failure: string },
  ): Promise<void> {
    await this.database('webhook_outbox')
      .where({ id, lease, state: 'pending' })
      .update({ failure: null, ...end, ended_at: new Date(), lease: null });
  }

  /** Puts a message off that couldn't be sent. Of no effect once somebody else has taken it. */
  async putOff(
    { id, lease, attempts }: Pick<MessageRow, 'id' | 'lease' | 'attempts'>,
    until: Date,
    failure: string,
  ): Promise<void> {
    await this.database('webhook_outbox')
      .where({ id, lease, state: 'pending' })
      .update({ due_at: until, attempts: attempts + 1, failure, lease: null });
  }

  /** Removes messages that ended before a time. */
  async removeEnded(before: Date): Promise<number> {
    return this.database('webhook_outbox').where('ended_at', '<', before).delete();
  }
}
