import { LatencySketch } from '@mlops-backstage/model-profile';
import type { ProfileSchema } from '@mlops-backstage/model-profile';
import type { Knex } from 'knex';
import { mergeWindows } from './mergeWindows';
import { fromRow, KEY, keyOf, keyRow, keyText, toRow } from './windowRows';

/** What a version did in its deployment: a challenger got copies of requests, and its answers weren't sent. */
export type WindowRole = 'champion' | 'canary' | 'challenger';

/** The roles whose answers are what the deployment answered. */
export const ANSWERING: readonly WindowRole[] = ['champion', 'canary'];

/** What a version answered in one window of time. Sums of it are again windows. */
export interface Window {
  deployment: string;
  version: number;
  role: WindowRole;
  /** Milliseconds since 1970, UTC. */
  windowStart: number;
  requests: number;
  rows: number;
  errors: number;
  /** Requests answered with 5xx, which are among the errors. */
  failures: number;
  /** Copies of requests that a challenger was not run on, since too many waited. */
  shadowDropped: number;
  /** Answered requests of which nothing could be kept but this count; they are in none of the others. */
  dropped?: number;
  /** Serialised `LatencySketch` of milliseconds. */
  latency: Uint8Array;
  /** Serialised counts by the version's schema, if it has one. */
  profile?: string;
}

/** A window as it is kept. */
export interface StoredWindow extends Window {
  /** How much time it covers from its start, in milliseconds: more where windows were rolled up into it. */
  spanMs: number;
  /** When something was last added to it, whatever time that is of; milliseconds since 1970, UTC. */
  updatedAt: number;
}

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

/** Keeps windows. */
export interface WindowStore {
  /** Adds to what is stored of the same windows; all or nothing. */
  add(
    windows: Window[],
    schemas: (window: Window) => Promise<ProfileSchema | undefined>,
  ): Promise<void>;
  /** Where the windows of these roles lie that start in the range, if there are any. */
  extent(
    deployment: string,
    range: TimeRange,
    roles: readonly WindowRole[],
  ): Promise<WindowExtent | undefined>;
  /**
   * The windows of these roles that start in the range, in order of time. Those of a day are of one moment, so that
   * nothing is missed nor read twice that is rolled up meanwhile.
   */
  read(
    deployment: string,
    range: TimeRange,
    roles: readonly WindowRole[],
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

  async add(
    windows: Window[],
    schemas: (window: Window) => Promise<ProfileSchema | undefined>,
  ): Promise<void> {
    // Read before the transaction, which has SQLite's only connection.
    const schemaOf = new Map(
      await Promise.all(windows.map(async window => [window, await schemas(window)] as const)),
    );
    const added = { spanMs: this.windowMs, updatedAt: Date.now() };
    const sums = new Map<string, { window: StoredWindow; schema: ProfileSchema | undefined }>();
    for (const window of windows) {
      const sum = sums.get(keyText(window));
      const schema = schemaOf.get(window);
      sums.set(keyText(window), {
        window: sum ? mergeWindows(sum.window, window, schema) : { ...window, ...added },
        schema,
      });
    }
    // In one order everywhere, so that two replicas never wait for each other's rows.
    const sorted = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
    await this.database.transaction(async transaction => {
      const inserted = await this.insert(
        transaction,
        sorted.map(({ window }) => window),
      );
      for (const { window, schema } of sorted.filter(sum => !inserted.has(keyText(sum.window)))) {
        await this.addTo(transaction, window, schema);
      }
    });
  }

  async extent(deployment: string, range: TimeRange, roles: readonly WindowRole[]) {
    const [{ first, last, span }] = (await this.within(deployment, range, roles)
      .min({ first: 'window_start' })
      .max({ last: 'window_start', span: 'span_ms' })) as Array<Record<string, unknown>>;
    return first === null
      ? undefined
      : { first: Number(first), last: Number(last), spanMs: Number(span) };
  }

  async *read(
    deployment: string,
    range: TimeRange,
    roles: readonly WindowRole[],
  ): AsyncIterable<StoredWindow> {
    const ordered = (part: TimeRange) =>
      this.within(deployment, part, roles).orderBy(['window_start', 'version', 'role']);
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
  ): Knex.QueryBuilder {
    const query = this.database('windows').where({ deployment }).whereIn('role', roles);
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

  private async addTo(
    transaction: Knex.Transaction,
    window: StoredWindow,
    schema: ProfileSchema | undefined,
  ): Promise<void> {
    const row = await transaction('windows').where(keyRow(window)).forUpdate().first();
    if (row) {
      // What it covers stays: it may be one that others were rolled up into.
      const stored = fromRow(row);
      const sum = mergeWindows(stored, window, schema);
      sum.updatedAt = Math.max(stored.updatedAt, window.updatedAt);
      await transaction('windows').where(keyRow(window)).update(toRow(sum));
    } else if ((await this.insert(transaction, [window])).size === 0) {
      // It was rolled up between two looks, and is there again.
      await this.addTo(transaction, window, schema);
    }
  }
}
