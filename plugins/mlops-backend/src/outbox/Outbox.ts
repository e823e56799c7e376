import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { TimestampColumn } from '../database/columns';
import type { CursorPosition } from '../database/cursor';

/** A message that is to reach a destination. */
export interface NewMessage {
  /**
   * A UUID. Whoever gives one puts the message in once, however often it tries; without one each call is a message of
   * its own.
   */
  id?: string;
  /** The name that a `Destination` was added by. */
  destination: string;
  /**
   * What it is about, such as `alert:` and an id: one destination gets the messages about one thing in the order in which they were put
   * in, each when the one before was delivered or given up. Whoever puts them in holds a lock on that thing.
   */
  about?: string;
  /** What it tells, such as `alert.raised`. */
  type: string;
  /** What is known of it; the body is `{"type", "timestamp", "data"}`. */
  data: object;
}

/** A message as it is stored. */
export interface MessageRow {
  id: string;
  destination: string;
  about: string | null;
  /** Its place among those about the same thing. */
  ordinal: number | null;
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
  /** Why the last attempt failed; never what an endpoint outside answered. */
  failure: string | null;
}

/** How many messages to a destination wait, or were given up. */
export interface MessageCount {
  destination: string;
  state: 'pending' | 'failed';
  count: number;
}

/** As many characters of why an attempt failed as there is room for. */
const LONGEST_FAILURE = 300;

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
    const ids: string[] = [];
    for (const { id = randomUUID(), destination, about, type, data } of messages) {
      await transaction('outbox')
        .insert({
          id,
          destination,
          ...(about !== undefined && {
            about,
            ordinal: await nextOrdinal(transaction, destination, about),
          }),
          body: JSON.stringify({ type, timestamp: now.toISOString(), data }),
          state: 'pending',
          attempts: 0,
          created_at: now,
          due_at: now,
        })
        .onConflict('id')
        .ignore();
      ids.push(id);
    }
    return ids;
  }

  async find(id: string): Promise<MessageRow | undefined> {
    return this.database('outbox').where({ id }).first();
  }

  /** Where something is due to, in no order. */
  async destinationsDue(now: Date): Promise<string[]> {
    return this.database('outbox')
      .where({ state: 'pending' })
      .andWhere('due_at', '<=', now)
      .distinct()
      .pluck('destination');
  }

  /**
   * Takes messages to a destination that are due and have none before them, those that have been so the longest first. Nobody else gets
   * them until the lease is over.
   *
   * @param until - the end of the lease: later than any attempt takes
   */
  async take(destination: string, now: Date, until: Date, most: number): Promise<MessageRow[]> {
    const due = this.database('outbox as one')
      .select('one.id')
      .where({ 'one.destination': destination, 'one.state': 'pending' })
      .andWhere('one.due_at', '<=', now)
      .whereNotExists(before =>
        before
          .from('outbox as other')
          .select(this.database.raw('1'))
          .where('other.state', 'pending')
          .whereRaw(
            'other.destination = one.destination and other.about = one.about and other.ordinal < one.ordinal',
          ),
      )
      .orderBy('one.due_at')
      .limit(most);
    // Asked again of the rows that are changed: of two that found the same one, the second finds that it isn't due any more.
    const taken: MessageRow[] = await this.database('outbox')
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
    await this.database('outbox')
      .where({ id, lease, state: 'pending' })
      .update({
        state: end.state,
        failure: end.state === 'failed' ? end.failure.slice(0, LONGEST_FAILURE) : null,
        ended_at: new Date(),
        lease: null,
      });
  }

  /** Puts a message off that couldn't be sent. Of no effect once somebody else has taken it. */
  async putOff(
    { id, lease, attempts }: Pick<MessageRow, 'id' | 'lease' | 'attempts'>,
    until: Date,
    failure: string,
  ): Promise<void> {
    await this.database('outbox')
      .where({ id, lease, state: 'pending' })
      .update({
        due_at: until,
        attempts: attempts + 1,
        failure: failure.slice(0, LONGEST_FAILURE),
        lease: null,
      });
  }

  /** Of the destinations to which anything waits or was given up. */
  async countUndelivered(): Promise<MessageCount[]> {
    // One after the other, each read off the index of its rows.
    const counts: MessageCount[] = [];
    for (const state of ['pending', 'failed'] as const) {
      const rows: Array<{ destination: string; count: number | string }> = await this.database(
        'outbox',
      )
        .whereRaw(`state = '${state}'`)
        .groupBy('destination')
        .select('destination')
        .count({ count: '*' });
      counts.push(
        ...rows.map(({ destination, count }) => ({
          destination,
          state,
          count: Number(count),
        })),
      );
    }
    return counts;
  }

  /** Those that were given up, the last one first; one row more than the limit where there are further ones. */
  async listFailed(
    { destination }: { destination?: string },
    page: { limit: number; after?: CursorPosition },
  ): Promise<MessageRow[]> {
    const rows = this.failed(this.database, destination)
      .orderBy('ended_at', 'desc')
      .orderBy('id', 'desc')
      .limit(page.limit + 1);
    if (page.after) {
      const [endedAt, id] = page.after;
      rows.whereRaw('(ended_at, id) < (?, ?)', [new Date(endedAt), id]);
    }
    return rows;
  }

  async countFailed({ destination }: { destination?: string }): Promise<number> {
    const [{ count }] = await this.failed(this.database, destination).count({ count: '*' });
    return Number(count);
  }

  /**
   * Has messages sent again that were given up, under the same ids and as often as if they were new. Not those behind which
   * something about the same thing was delivered or waits: whoever gets them would take for the latest what isn't.
   *
   * @param id - only this one
   * @returns how many
   */
  async retry(
    transaction: Knex.Transaction,
    { destination, id }: { destination: string; id?: string },
    now: Date = new Date(),
  ): Promise<number> {
    const one = this.failed(transaction, destination).whereNotExists(later =>
      later
        .from('outbox as other')
        .select(transaction.raw('1'))
        .whereNot('other.state', 'failed')
        .whereRaw(
          'other.destination = outbox.destination and other.about = outbox.about and other.ordinal > outbox.ordinal',
        ),
    );
    if (id !== undefined) {
      one.where({ id });
    }
    return one.update({
      state: 'pending',
      attempts: 0,
      failure: null,
      due_at: now,
      ended_at: null,
    });
  }

  private failed(db: Knex, destination: string | undefined): Knex.QueryBuilder {
    const rows = db('outbox').whereRaw("outbox.state = 'failed'");
    return destination === undefined ? rows : rows.where({ destination });
  }

  /** Removes messages that ended before a time. */
  async removeEnded(before: Date): Promise<number> {
    return this.database('outbox').where('ended_at', '<', before).delete();
  }
}

/** Behind all that there are; where all before were removed it begins anew, since none of them waits any more. */
async function nextOrdinal(
  transaction: Knex.Transaction,
  destination: string,
  about: string,
): Promise<number> {
  const [{ last }] = await transaction('outbox')
    .where({ destination, about })
    .max({ last: 'ordinal' });
  return Number(last ?? 0) + 1;
}
