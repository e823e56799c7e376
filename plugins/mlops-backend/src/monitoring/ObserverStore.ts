import { missingRequests } from '@mlops-backstage/model-server';
import type { AnsweredCount } from '@mlops-backstage/model-server';
import type { Knex } from 'knex';
import { addToCounts, readCounts } from './observerCounts';
import { ANSWERING } from './Window';
import type { WindowRole } from './Window';

/** What was lost with what it had not handed over: a whole process, or one of its workers. */
export type LostObserver = 'replica' | 'worker';

/** A span of time of which some answered requests may be missing. */
export interface ObservationGap {
  /** Milliseconds since 1970, UTC. */
  from: number;
  until: number;
  lost: LostObserver;
  /** Answered requests that are in no window; absent where nobody knows how many. */
  requests?: number;
}

/** A worker that was lost, with what it had not handed over. */
export interface LostWorker {
  /** A UUID of the loss, which is noted once however often it is told. */
  id: string;
  /** The process that it was part of. */
  observer: string;
  from: number;
  until: number;
  /** Absent where nobody knows. */
  missing?: readonly AnsweredCount[];
}

/** What is known of a process: it lives, it was lost, or it was lost and its requests were counted. */
export type ObserverState = 'alive' | 'lost' | 'counted';

/** Whose requests of a gap are asked for. */
export interface GapRequests {
  deployment: string;
  roles: readonly WindowRole[];
  /** Absent for all. */
  version?: number;
}

/** Keeps which processes observe what they answer, and where some were lost. */
export interface ObserverStore {
  /** Says that an observer lives, and until when everything that it answered is stored. */
  see(id: string, storedUntil: number): Promise<void>;
  /**
   * Takes an observer off that ended with everything stored.
   *
   * @param answered - all that it answered, where that is known: what of it isn't stored makes a gap all the same
   * @returns how many answered requests that are
   * @throws MalformedTallyError when it stored more than that
   */
  leave(id: string, now: number, answered?: readonly AnsweredCount[]): Promise<number>;
  /** Makes gaps of the observers that have stored nothing since a time. @returns how many */
  noteLost(since: number, now: number): Promise<number>;
  noteLostWorker(worker: LostWorker): Promise<void>;
  /** Of these observers; those that nothing is known of are left out. */
  statesOf(ids: readonly string[]): Promise<Map<string, ObserverState>>;
  /**
   * Counts, once, what was lost with an observer that is lost for good.
   *
   * @param answered - all that it answered
   * @returns how many answered requests that are; undefined when it was counted before, or isn't lost any more
   * @throws MalformedTallyError when it stored more than that
   */
  countLost(id: string, answered: readonly AnsweredCount[]): Promise<number | undefined>;
  /**
   * The newest of those that reach into a span of time, in order of time.
   *
   * @param of - whose requests they tell; all answered ones without it
   */
  listGaps(
    range: { from?: number; to?: number },
    most: number,
    of?: GapRequests,
  ): Promise<ObservationGap[]>;
  /** Forgets what gaps tell of deployments that are gone, so that none of a later one of the name begins with it. */
  forget(transaction: Knex.Transaction, deployments: string[]): Promise<void>;
  /** Removes those that ended before a time. */
  removeBefore(before: number): Promise<void>;
}

/** Rows of one statement, which may have so many values only. */
const ROWS = 1_000;

const answeringRequests = (counts: readonly AnsweredCount[]) =>
  counts
    .filter(({ role }) => ANSWERING.includes(role))
    .reduce((sum, { requests }) => sum + requests, 0);

const gapRow = (id: string, { from, until, lost }: ObservationGap) => ({
  id,
  gap_from: from,
  gap_until: until,
  lost,
});

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

  async leave(id: string, now: number, answered?: readonly AnsweredCount[]): Promise<number> {
    return this.database.transaction(async transaction => {
      const row = await transaction('observers').where({ id }).forUpdate().first();
      const missing = answered && missingRequests(answered, await readCounts(transaction, id));
      if (row && missing && missing.length > 0) {
        const [from, until] = [Number(row.seen_at), now];
        await transaction('observation_gaps').insert(gapRow(id, { from, until, lost: 'replica' }));
        await setRequests(transaction, id, missing);
      }
      await transaction('observers').where({ id }).delete();
      await transaction('observer_counts').where({ observer_id: id }).delete();
      return answeringRequests(missing ?? []);
    });
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
          lost.map(({ id, seen_at }) =>
            gapRow(id, { from: Number(seen_at), until: now, lost: 'replica' }),
          ),
        );
      }
      return lost.length;
    });
  }

  async noteLostWorker({ id, observer, from, until, missing }: LostWorker): Promise<void> {
    await this.database.transaction(async transaction => {
      const inserted = await transaction('observation_gaps')
        .insert(gapRow(id, { from, until, lost: 'worker' }))
        .onConflict('id')
        .ignore()
        .returning('id');
      if (inserted.length > 0 && missing) {
        await setRequests(transaction, id, missing);
        // They are accounted for, so that they aren't counted again should the process be lost.
        await addToCounts(transaction, observer, missing);
      }
    });
  }

  async statesOf(ids: readonly string[]): Promise<Map<string, ObserverState>> {
    const states = new Map<string, ObserverState>();
    if (ids.length > 0) {
      for (const { id, requests } of await this.database('observation_gaps').whereIn('id', ids)) {
        states.set(id, requests === null ? 'lost' : 'counted');
      }
      // Last, since one that is found again between the two has no gap any more.
      for (const { id } of await this.database('observers').whereIn('id', ids)) {
        states.set(id, 'alive');
      }
    }
    return states;
  }

  async countLost(id: string, answered: readonly AnsweredCount[]): Promise<number | undefined> {
    return this.database.transaction(async transaction => {
      // Locked, so that of two who have read its tallies only the first counts.
      const gap = await transaction('observation_gaps').where({ id }).forUpdate().first();
      if (!gap || gap.requests !== null) {
        return undefined;
      }
      const missing = missingRequests(answered, await readCounts(transaction, id));
      await setRequests(transaction, id, missing);
      return answeringRequests(missing);
    });
  }

  async listGaps(
    { from, to }: { from?: number; to?: number },
    most: number,
    of?: GapRequests,
  ): Promise<ObservationGap[]> {
    const query = this.database('observation_gaps').orderBy('gap_until', 'desc').limit(most);
    if (from !== undefined) {
      query.where('gap_until', '>', from);
    }
    if (to !== undefined) {
      query.where('gap_from', '<', to);
    }
    const rows: any[] = await query;
    const requestsOf = of && (await this.requestsOf(rows, of));
    return rows
      .map(row => ({
        from: Number(row.gap_from),
        until: Number(row.gap_until),
        lost: row.lost,
        ...(row.requests !== null && {
          requests: requestsOf ? (requestsOf.get(row.id) ?? 0) : Number(row.requests),
        }),
      }))
      .reverse();
  }

  async forget(transaction: Knex.Transaction, deployments: string[]): Promise<void> {
    await transaction('observation_gap_requests').whereIn('deployment', deployments).delete();
  }

  async removeBefore(before: number): Promise<void> {
    await this.database.transaction(async transaction => {
      await transaction('observation_gaps').where('gap_until', '<', before).delete();
      await transaction('observer_counts')
        .whereNotIn('observer_id', transaction('observers').select('id'))
        .whereNotIn('observer_id', transaction('observation_gaps').select('id'))
        .delete();
    });
  }

  private async requestsOf(
    gaps: Array<{ id: string }>,
    { deployment, roles, version }: GapRequests,
  ): Promise<Map<string, number>> {
    const query = this.database('observation_gap_requests')
      .where({ deployment })
      .whereIn('role', roles)
      .whereIn(
        'gap_id',
        gaps.map(({ id }) => id),
      )
      .groupBy('gap_id')
      .select('gap_id')
      .sum({ requests: 'requests' });
    if (version !== undefined) {
      query.andWhere({ version });
    }
    const rows: any[] = await query;
    return new Map(rows.map(({ gap_id, requests }) => [gap_id, Number(requests)]));
  }
}

async function setRequests(
  transaction: Knex.Transaction,
  id: string,
  missing: readonly AnsweredCount[],
): Promise<void> {
  await transaction('observation_gaps')
    .where({ id })
    .update({ requests: answeringRequests(missing) });
  const rows = missing.map(({ deployment, version, role, requests }) => ({
    gap_id: id,
    deployment,
    version: Number(version),
    role,
    requests,
  }));
  for (let at = 0; at < rows.length; at += ROWS) {
    await transaction('observation_gap_requests').insert(rows.slice(at, at + ROWS));
  }
}
