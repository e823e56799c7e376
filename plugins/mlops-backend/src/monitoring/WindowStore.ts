import {
  LatencySketch,
  mergeProfiles,
  parseCounts,
  serializeCounts,
} from '@mlops-backstage/model-profile';
import type { ProfileSchema } from '@mlops-backstage/model-profile';
import type { Knex } from 'knex';

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
  /** Serialised `LatencySketch` of milliseconds. */
  latency: Uint8Array;
  /** Serialised counts by the version's schema, if it has one. */
  profile?: string;
}

/** A half-open span of time in milliseconds since 1970. */
export interface TimeRange {
  from?: number;
  to?: number;
}

/** Keeps windows. */
export interface WindowStore {
  /** Adds to what is stored of the same windows; all or nothing. */
  add(
    windows: Window[],
    schemas: (window: Window) => Promise<ProfileSchema | undefined>,
  ): Promise<void>;
  /** The start of the first and the last window of these roles, if there is any in the range. */
  extent(
    deployment: string,
    range: TimeRange,
    roles: readonly WindowRole[],
  ): Promise<{ first: number; last: number } | undefined>;
  /** The windows of these roles that start in the range, in order of time. */
  read(deployment: string, range: TimeRange, roles: readonly WindowRole[]): AsyncIterable<Window>;
  /** What a version answered in one role, in windows that start at a time or later. */
  total(
    served: Pick<Window, 'deployment' | 'version' | 'role'>,
    from: number,
    db?: Knex,
  ): Promise<{ requests: number; failures: number; latency: LatencySketch }>;
  /** Removes all windows of deployments that are gone, so that none of a later one of the name begins with them. */
  remove(transaction: Knex.Transaction, deployments: string[]): Promise<void>;
}

/** Rows read or written at a time: few enough that other work of the process gets its turn in between. */
const CHUNK = 200;

const KEY = ['deployment', 'window_start', 'version', 'role'];

type WindowKey = Pick<Window, 'deployment' | 'windowStart' | 'version' | 'role'>;

const key = ({ deployment, windowStart, version, role }: WindowKey) => ({
  deployment,
  window_start: windowStart,
  version,
  role,
});

const fromKey = (row: any): WindowKey => ({
  deployment: row.deployment,
  windowStart: Number(row.window_start),
  version: row.version,
  role: row.role,
});

/** One text for one key: no name has a space. */
const keyText = ({ deployment, windowStart, version, role }: WindowKey) =>
  `${deployment} ${String(windowStart).padStart(16, '0')} ${version} ${role}`;

const toRow = (window: Window) => ({
  ...key(window),
  requests: window.requests,
  rows: window.rows,
  errors: window.errors,
  failures: window.failures,
  shadow_dropped: window.shadowDropped,
  latency: Buffer.from(window.latency),
  profile: window.profile ?? null,
});

const fromDatabase = (row: any): Window => ({
  ...fromKey(row),
  requests: Number(row.requests),
  rows: Number(row.rows),
  errors: Number(row.errors),
  failures: Number(row.failures),
  shadowDropped: Number(row.shadow_dropped),
  latency: new Uint8Array(row.latency),
  profile: row.profile ?? undefined,
});

/** Keeps windows in the plugin's database. */
export class DatabaseWindowStore implements WindowStore {
  constructor(private readonly database: Knex) {}

  async add(
    windows: Window[],
    schemas: (window: Window) => Promise<ProfileSchema | undefined>,
  ): Promise<void> {
    // Read before the transaction, which has SQLite's only connection.
    const schemaOf = new Map(
      await Promise.all(windows.map(async window => [window, await schemas(window)] as const)),
    );
    const sums = new Map<string, Window>();
    for (const window of windows) {
      const sum = sums.get(keyText(window));
      sums.set(keyText(window), sum ? mergeWindows(sum, window, schemaOf.get(window)) : window);
      schemaOf.set(sums.get(keyText(window))!, schemaOf.get(window));
    }
    // In one order everywhere, so that two replicas never wait for each other's rows.
    const sorted = [...sums.values()].sort((a, b) => (keyText(a) < keyText(b) ? -1 : 1));
    await this.database.transaction(async transaction => {
      const inserted = new Set(
        (
          await transaction('windows')
            .insert(sorted.map(toRow))
            .onConflict(KEY)
            .ignore()
            .returning(KEY)
        ).map(row => keyText(fromKey(row))),
      );
      for (const window of sorted.filter(one => !inserted.has(keyText(one)))) {
        await this.addTo(transaction, window, schemaOf.get(window));
      }
    });
  }

  async extent(deployment: string, range: TimeRange, roles: readonly WindowRole[]) {
    const [{ first, last }] = (await this.within(deployment, range, roles)
      .min({ first: 'window_start' })
      .max({ last: 'window_start' })) as Array<{ first: unknown; last: unknown }>;
    return first === null ? undefined : { first: Number(first), last: Number(last) };
  }

  async *read(
    deployment: string,
    range: TimeRange,
    roles: readonly WindowRole[],
  ): AsyncIterable<Window> {
    let after: Window | undefined;
    for (;;) {
      const query = this.within(deployment, range, roles)
        .orderBy(['window_start', 'version', 'role'])
        .limit(CHUNK);
      if (after) {
        const { windowStart, version, role } = after;
        query.whereRaw('(window_start, version, role) > (?, ?, ?)', [windowStart, version, role]);
      }
      const rows: Window[] = (await query).map(fromDatabase);
      yield* rows;
      if (rows.length < CHUNK) {
        return;
      }
      after = rows[rows.length - 1];
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

  private async addTo(
    transaction: Knex.Transaction,
    window: Window,
    schema: ProfileSchema | undefined,
  ): Promise<void> {
    const row = await transaction('windows').where(key(window)).forUpdate().first();
    await transaction('windows')
      .where(key(window))
      .update(toRow(mergeWindows(fromDatabase(row), window, schema)));
  }
}

function mergeWindows(a: Window, b: Window, schema: ProfileSchema | undefined): Window {
  const latency = LatencySketch.fromBytes(a.latency);
  latency.merge(LatencySketch.fromBytes(b.latency));
  return {
    ...a,
    requests: a.requests + b.requests,
    rows: a.rows + b.rows,
    errors: a.errors + b.errors,
    failures: a.failures + b.failures,
    shadowDropped: a.shadowDropped + b.shadowDropped,
    latency: latency.toBytes(),
    profile:
      a.profile === undefined || b.profile === undefined || schema === undefined
        ? (a.profile ?? b.profile)
        : serializeCounts(
            mergeProfiles(parseCounts(a.profile, schema), parseCounts(b.profile, schema)),
          ),
  };
}
