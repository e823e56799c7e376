import { LatencySketch } from '@mlops-backstage/model-profile';
import type { Knex } from 'knex';
import { mergeStored, mergeWindows } from './mergeWindows';
import { addToCounts, countsOf } from './observerCounts';
import type { StoredWindow, Window, WindowRole } from './Window';
import { fromRow, KEY, keyOf, keyRow, keyText, toRow } from './windowRows';

/** A half-open span of time in milliseconds since 1970. */
export interface TimeRange {
  from?: number;
  to?: number;
}

/** Where windows lie in time. */
export interface WindowExtent {
  /** The start of the first one. */
  first: number;
  /** The start of the last one. */
  last: number;
  /** What the longest one covers, in milliseconds: nothing is told apart within. */
  spanMs: number;
}

/** When something was last added to what starts at a time; all in milliseconds, times since 1970, UTC. */
export interface WindowChange {
  start: number;
  /** What the longest of the windows covers that start then. */
  spanMs: number;
  updatedAt: number;
}

/** Keeps windows. */
export interface WindowStore {
  /**
   * Adds to what is stored of the same windows; all or nothing.
   *
   * @param batch - a UUID of these windows: they are added once however often they are given, since whoever lost the
   *   database in between can't know whether they were
   * @param observer - the process that observed them, if how much of it is stored is counted with them
   */
  add(windows: Window[], batch?: string, observer?: string): Promise<void>;
  /**
   * Where the windows of these roles lie that start in the range, if there are any.
   *
   * @param version - only of this one
   */
  extent(
    deployment: string,
    range: TimeRange,
    roles: readonly WindowRole[],
    version?: number,
  ): Promise<WindowExtent | undefined>;
  /**
   * When the windows of these roles were last added to that start in the range, in no order.
   *
   * @param since - only those to which something was added later than that
   */
  changes(
    deployment: string,
    range: TimeRange,
    roles: readonly WindowRole[],
    since?: number,
  ): Promise<WindowChange[]>;
  /**
   * The windows of these roles that start in the range, in order of time. Those of a day are of one moment, so that
   * nothing is missed nor read twice that is rolled up meanwhile.
   *
   * @param version - only of this one
   */
  read(
    deployment: string,
    range: TimeRange,
    roles: readonly WindowRole[],
    version?: number,
  ): AsyncIterable<StoredWindow>;
  /** What a version answered in one role, in windows that start at a time or later. */
  total(
    served: Pick<Window, 'deployment' | 'version' | 'role'>,
    from: number,
    db?: Knex,
  ): Promise<{ requests: number; failures: number; latency: LatencySketch }>;
  /** Removes all windows of deployments that are gone, so that none of a later one of the name begins with them. */
  remove(transaction: Knex.Transaction, deployments: string[]): Promise<void>;
}

/** Rows read at a time: few enough that other work of the process gets its turn in between. */
const CHUNK = 200;

/** The longest that windows are rolled up to. */
const DAY_MS = 24 * 3_600_000;

const FIVE_MINUTES_MS = 300_000;

/** Keeps windows in the plugin's database. */
export class DatabaseWindowStore implements WindowStore {
  /** @param windowMs - the length of the windows that are added */
  constructor(
    private readonly database: Knex,
    private readonly windowMs: number = FIVE_MINUTES_MS,
  ) {}

  async add(windows: Window[], batch?: string, observer?: string): Promise<void> {
    const now = Date.now();
    const sums = new Map<string, StoredWindow>();
    for (const window of windows) {
      const sum = sums.get(keyText(window));
      const { spanMs = this.windowMs } = window;
      sums.set(
        keyText(window),
        sum ? mergeWindows(sum, window) : { ...window, spanMs, updatedAt: now },
      );
    }
    // In one order everywhere, so that two replicas never wait for each other's rows.
    const sorted = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
    await this.database.transaction(async transaction => {
      if (batch !== undefined && !(await isNew(transaction, batch, now))) {
        return;
      }
      const inserted = await this.insert(transaction, sorted);
      for (const window of sorted.filter(sum => !inserted.has(keyText(sum)))) {
        await this.addTo(transaction, window);
      }
      if (observer !== undefined) {
        await addToCounts(transaction, observer, countsOf(sorted));
      }
    });
  }

  async extent(
    deployment: string,
    range: TimeRange,
    roles: readonly WindowRole[],
    version?: number,
  ) {
    const [{ first, last, span }] = (await this.within(deployment, range, roles, version)
      .min({ first: 'window_start' })
      .max({ last: 'window_start', span: 'span_ms' })) as Array<Record<string, unknown>>;
    return first === null
      ? undefined
      : { first: Number(first), last: Number(last), spanMs: Number(span) };
  }

  async changes(
    deployment: string,
    range: TimeRange,
    roles: readonly WindowRole[],
    since?: number,
  ): Promise<WindowChange[]> {
    const query = this.within(deployment, range, roles);
    if (since !== undefined) {
      query.andWhere('updated_at', '>', since);
    }
    const rows = await query
      .groupBy('window_start')
      .select('window_start')
      .max({ span: 'span_ms', updated: 'updated_at' });
    return rows.map((row: Record<string, unknown>) => ({
      start: Number(row.window_start),
      spanMs: Number(row.span),
      updatedAt: Number(row.updated),
    }));
  }

  async *read(
    deployment: string,
    range: TimeRange,
    roles: readonly WindowRole[],
    version?: number,
  ): AsyncIterable<StoredWindow> {
    const ordered = (part: TimeRange) =>
      this.within(deployment, part, roles, version).orderBy(['window_start', 'version', 'role']);
    let { from } = range;
    for (;;) {
      const rows: StoredWindow[] = (await ordered({ ...range, from }).limit(CHUNK)).map(fromRow);
      if (rows.length < CHUNK) {
        yield* rows;
        return;
      }
      // The last day may not be all there.
      const day = Math.floor(rows[rows.length - 1].windowStart / DAY_MS) * DAY_MS;
      const whole = rows.filter(({ windowStart }) => windowStart < day);
      if (whole.length > 0) {
        yield* whole;
        from = day;
      } else {
        const end = day + DAY_MS;
        const to = range.to === undefined ? end : Math.min(end, range.to);
        yield* (await ordered({ from, to })).map(fromRow);
        from = end;
      }
    }
  }

  async total(
    { deployment, version, role }: Pick<Window, 'deployment' | 'version' | 'role'>,
    from: number,
    db: Knex = this.database,
  ) {
    const rows = await db('windows')
      .where({ deployment, version, role })
      .andWhere('window_start', '>=', from)
      .select('requests', 'failures', 'latency');
    const total = { requests: 0, failures: 0, latency: new LatencySketch() };
    for (const { requests, failures, latency } of rows) {
      total.requests += Number(requests);
      total.failures += Number(failures);
      total.latency.merge(LatencySketch.fromBytes(new Uint8Array(latency)));
    }
    return total;
  }

  async remove(transaction: Knex.Transaction, deployments: string[]): Promise<void> {
    await transaction('windows').whereIn('deployment', deployments).delete();
  }

  private within(
    deployment: string,
    range: TimeRange,
    roles: readonly WindowRole[],
    version?: number,
  ): Knex.QueryBuilder {
    const query = this.database('windows').where({ deployment }).whereIn('role', roles);
    if (version !== undefined) {
      query.andWhere({ version });
    }
    if (range.from !== undefined) {
      query.andWhere('window_start', '>=', range.from);
    }
    if (range.to !== undefined) {
      query.andWhere('window_start', '<', range.to);
    }
    return query;
  }

  /** @returns the keys of those that weren't there yet */
  private async insert(
    transaction: Knex.Transaction,
    windows: StoredWindow[],
  ): Promise<Set<string>> {
    const rows = await transaction('windows')
      .insert(windows.map(toRow))
      .onConflict(KEY)
      .ignore()
      .returning(KEY);
    return new Set(rows.map(row => keyText(keyOf(row))));
  }

  private async addTo(transaction: Knex.Transaction, window: StoredWindow): Promise<void> {
    const row = await transaction('windows').where(keyRow(window)).forUpdate().first();
    if (row) {
      await transaction('windows')
        .where(keyRow(window))
        .update(toRow(mergeStored(fromRow(row), window)));
    } else if ((await this.insert(transaction, [window])).size === 0) {
      // It was rolled up between two looks, and is there again.
      await this.addTo(transaction, window);
    }
  }
}

async function isNew(transaction: Knex.Transaction, batch: string, now: number): Promise<boolean> {
  const inserted = await transaction('window_batches')
    .insert({ id: batch, written_at: now })
    .onConflict('id')
    .ignore()
    .returning('id');
  return inserted.length > 0;
}
