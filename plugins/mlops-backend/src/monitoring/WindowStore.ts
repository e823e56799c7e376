import { LatencySketch, mergeProfiles, parseCounts, serializeCounts } from '@mlops-backstage/model-profile';
import type { ProfileSchema } from '@mlops-backstage/model-profile';
import type { Knex } from 'knex';

/** What a version answered in one window of time. Sums of it are again windows. */
export interface Window {
  deployment: string;
  version: number;
  role: 'champion';
  /** Milliseconds since 1970, UTC. */
  windowStart: number;
  requests: number;
  rows: number;
  errors: number;
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
  add(windows: Window[], schemas: (window: Window) => Promise<ProfileSchema | undefined>): Promise<void>;
  /** The first and last window's start, if there is any in the range. */
  extent(deployment: string, range: TimeRange): Promise<{ first: number; last: number } | undefined>;
  /** The windows that start in the range, in order of time. */
  read(deployment: string, range: TimeRange): AsyncIterable<Window>;
}

/** Rows read or written at a time: few enough that other work of the process gets its turn in between. */
const CHUNK = 200;

const key = ({ deployment, windowStart, version, role }: Window) => ({
  deployment,
  window_start: windowStart,
  version,
  role,
});

const fromDatabase = (row: any): Window => ({
  deployment: row.deployment,
  version: row.version,
  role: row.role,
  windowStart: Number(row.window_start),
  requests: Number(row.requests),
  rows: Number(row.rows),
  errors: Number(row.errors),
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
    const withSchema = await Promise.all(
      windows.map(async window => ({ window, schema: await schemas(window) })),
    );
    // In one order everywhere, so that two replicas never wait for each other's rows.
    withSchema.sort(
      (a, b) =>
        a.window.windowStart - b.window.windowStart ||
        a.window.version - b.window.version ||
        (a.window.deployment < b.window.deployment ? -1 : 1),
    );
    await this.database.transaction(async transaction => {
      for (const { window, schema } of withSchema) {
        await this.addOne(transaction, window, schema);
      }
    });
  }

  async extent(deployment: string, range: TimeRange) {
    const [{ first, last }] = (await this.within(deployment, range)
      .min({ first: 'window_start' })
      .max({ last: 'window_start' })) as Array<{ first: unknown; last: unknown }>;
    return first === null ? undefined : { first: Number(first), last: Number(last) };
  }

  async *read(deployment: string, range: TimeRange): AsyncIterable<Window> {
    let after: Window | undefined;
    for (;;) {
      const query = this.within(deployment, range)
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

  private within(deployment: string, range: TimeRange): Knex.QueryBuilder {
    const query = this.database('windows').where({ deployment });
    if (range.from !== undefined) {
      query.andWhere('window_start', '>=', range.from);
    }
    if (range.to !== undefined) {
      query.andWhere('window_start', '<', range.to);
    }
    return query;
  }

  private async addOne(
    transaction: Knex.Transaction,
    window: Window,
    schema: ProfileSchema | undefined,
  ): Promise<void> {
    const inserted = await transaction('windows')
      .insert({
        ...key(window),
        requests: window.requests,
        rows: window.rows,
        errors: window.errors,
        latency: Buffer.from(window.latency),
        profile: window.profile ?? null,
      })
      .onConflict(['deployment', 'window_start', 'version', 'role'])
      .ignore()
      .returning('requests');
    if (inserted.length > 0) {
      return;
    }
    const stored = fromDatabase(await transaction('windows').where(key(window)).forUpdate().first());
    const latency = LatencySketch.fromBytes(stored.latency);
    latency.merge(LatencySketch.fromBytes(window.latency));
    await transaction('windows')
      .where(key(window))
      .update({
        requests: stored.requests + window.requests,
        rows: stored.rows + window.rows,
        errors: stored.errors + window.errors,
        latency: Buffer.from(latency.toBytes()),
        profile: mergeCounts(stored.profile, window.profile, schema) ?? null,
      });
  }
}

function mergeCounts(
  stored: string | undefined,
  added: string | undefined,
  schema: ProfileSchema | undefined,
): string | undefined {
  if (stored === undefined || added === undefined || schema === undefined) {
    return stored ?? added;
  }
  return serializeCounts(mergeProfiles(parseCounts(stored, schema), parseCounts(added, schema)));
}
