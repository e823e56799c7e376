import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';

/** What was lost with what it had not handed over: a whole process, or one of its workers. */
export type LostObserver = 'replica' | 'worker';

/** A span of time of which some answered requests may be missing. */
export interface ObservationGap {
  /** Milliseconds since 1970, UTC. */
  from: number;
  until: number;
  lost: LostObserver;
}

/** Keeps which processes observe what they answer, and where some were lost. */
export interface ObserverStore {
  /** Says that an observer lives, and until when everything that it answered is stored. */
  see(id: string, storedUntil: number): Promise<void>;
  /** Takes an observer off that ended with everything stored. */
  leave(id: string): Promise<void>;
  /** Makes gaps of the observers that have stored nothing since a time. @returns how many */
  noteLost(since: number, now: number): Promise<number>;
  addGap(gap: ObservationGap): Promise<void>;
  /** The newest of those that reach into a span of time, in order of time. */
  listGaps(range: { from?: number; to?: number }, most: number): Promise<ObservationGap[]>;
  /** Removes those that ended before a time. */
  removeBefore(before: number): Promise<void>;
}

/** Keeps observers in the plugin's database. */
export class DatabaseObserverStore implements ObserverStore {
  constructor(private readonly database: Knex) {}

  async see(id: string, storedUntil: number): Promise<void> {
    await this.database.transaction(async transaction => {
      await transaction('observers').insert({ id, seen_at: storedUntil }).onConflict('id').merge();
      // It had only been away from the database, and has stored what it held since.
      await transaction('observation_gaps').where({ id }).delete();
    });
  }

  async leave(id: string): Promise<void> {
    await this.database('observers').where({ id }).delete();
  }

  async noteLost(since: number, now: number): Promise<number> {
    return this.database.transaction(async transaction => {
      // Locked, so that of two who find one lost only the first does.
      const lost = await transaction('observers').where('seen_at', '<', since).forUpdate();
      if (lost.length > 0) {
        await transaction('observers')
          .whereIn(
            'id',
            lost.map(({ id }) => id),
          )
          .delete();
        await transaction('observation_gaps').insert(
          lost.map(({ id, seen_at }) => ({
            id,
            gap_from: seen_at,
            gap_until: now,
            lost: 'replica',
          })),
        );
      }
      return lost.length;
    });
  }

  async addGap({ from, until, lost }: ObservationGap): Promise<void> {
    await this.database('observation_gaps').insert({
      id: randomUUID(),
      gap_from: from,
      gap_until: until,
      lost,
    });
  }

  async listGaps(
    { from, to }: { from?: number; to?: number },
    most: number,
  ): Promise<ObservationGap[]> {
    const query = this.database('observation_gaps').orderBy('gap_until', 'desc').limit(most);
    if (from !== undefined) {
      query.where('gap_until', '>', from);
    }
    if (to !== undefined) {
      query.where('gap_from', '<', to);
    }
    const rows: any[] = await query;
    return rows
      .map(row => ({ from: Number(row.gap_from), until: Number(row.gap_until), lost: row.lost }))
      .reverse();
  }

  async removeBefore(before: number): Promise<void> {
    await this.database('observation_gaps').where('gap_until', '<', before).delete();
  }
}
