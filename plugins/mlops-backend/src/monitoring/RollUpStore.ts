import { LatencySketch } from '@mlops-backstage/model-profile';
import type { Knex } from 'knex';
import { mergeStored } from './mergeWindows';
import { fromRow, KEY, keyOf, keyRow, toRow } from './windowRows';
import type { WindowKey } from './windowRows';
import type { StoredWindow } from './Window';

/** Makes longer windows of shorter ones, and removes old ones. */
export interface RollUpStore {
  /**
   * Windows that cover less than a span and to which nothing was added since a time; a page of them in the order of their keys.
   *
   * @param after - the last one of the page before
   */
  listShorter(spanMs: number, since: number, after?: WindowKey): Promise<WindowKey[]>;
  /**
   * Makes one window of all those of a version and role that start within a span: nothing is lost that is added at the
   * same time, and doing it twice is the same as once.
   *
   * @param window - the one to make; its start is a multiple of the span
   */
  rollUp(window: WindowKey, spanMs: number): Promise<void>;
  /** Removes some of the windows to which nothing was added since a time. @returns how many */
  removeSome(since: number): Promise<number>;
  /** Forgets which batches were written before a time. */
  forgetBatches(before: number): Promise<void>;
}

const PAGE = 1_000;

const nothing = (window: WindowKey, spanMs: number): StoredWindow => ({
  ...window,
  spanMs,
  updatedAt: 0,
  requests: 0,
  rows: 0,
  errors: 0,
  failures: 0,
  shadowDropped: 0,
  latency: new LatencySketch().toBytes(),
});

/** Rolls up in the plugin's database. */
export class DatabaseRollUpStore implements RollUpStore {
  constructor(private readonly database: Knex) {}

  async listShorter(spanMs: number, since: number, after?: WindowKey): Promise<WindowKey[]> {
    const query = this.database('windows')
      .select(KEY)
      .where('span_ms', '<', spanMs)
      .where('updated_at', '<', since)
      .orderBy(KEY)
      .limit(PAGE);
    if (after) {
      const { deployment, windowStart, version, role } = after;
      query.whereRaw('(deployment, window_start, version, role) > (?, ?, ?, ?)', [
        deployment,
        windowStart,
        version,
        role,
      ]);
    }
    return (await query).map(keyOf);
  }

  async rollUp(window: WindowKey, spanMs: number): Promise<void> {
    const { deployment, windowStart, version, role } = window;
    await this.database.transaction(async transaction => {
      // First of all, so that rows are locked in the order of their keys here too.
      await transaction('windows')
        .insert(toRow(nothing(window, spanMs)))
        .onConflict(KEY)
        .ignore();
      const parts = (
        await transaction('windows')
          .where({ deployment, version, role })
          .where('window_start', '>=', windowStart)
          .where('window_start', '<', windowStart + spanMs)
          .orderBy('window_start')
          .forUpdate()
      ).map(fromRow);
      if (parts[0]?.windowStart !== windowStart) {
        // Somebody rolled it up further between two looks. What is left here is for the next run.
        return;
      }
      const sum = parts.reduce(mergeStored);
      // It may be a longer one already, to which something late is added.
      sum.spanMs = Math.max(parts[0].spanMs, spanMs);
      await transaction('windows').where(keyRow(window)).update(toRow(sum));
      await transaction('windows')
        .where({ deployment, version, role })
        .whereIn(
          'window_start',
          parts.slice(1).map(part => part.windowStart),
        )
        .delete();
    });
  }

  async removeSome(since: number): Promise<number> {
    const old = this.database('windows').select(KEY).where('updated_at', '<', since).limit(PAGE);
    // Asked again of what is removed: something may be added meanwhile.
    return this.database('windows')
      .whereIn(KEY as any, old)
      .where('updated_at', '<', since)
      .delete();
  }

  async forgetBatches(before: number): Promise<void> {
    await this.database('window_batches').where('written_at', '<', before).delete();
  }
}
