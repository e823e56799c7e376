import { TestDatabases } from '@backstage/backend-test-utils';
import {
  LatencySketch,
  Profiler,
  buildReferenceProfile,
  parseCounts,
  serializeCounts,
} from '@mlops-backstage/model-profile';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { ANSWERING } from './Window';
import { DatabaseWindowStore } from './WindowStore';
import type { Window, WindowRole } from './Window';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const { schema } = buildReferenceProfile([
  {
    name: 'x',
    role: 'feature',
    kind: 'numeric',
    values: Float64Array.from({ length: 100 }, (_, i) => i),
  },
]);

function windowOf(windowStart: number, values: number[]): Window {
  const profiler = new Profiler(schema);
  profiler.observeNumeric(0, values, values.length);
  profiler.addRows(values.length);
  const latency = new LatencySketch();
  latency.add(values.length);
  return {
    deployment: 'd',
    version: 1,
    role: 'champion',
    windowStart,
    requests: 1,
    rows: values.length,
    errors: 0,
    failures: 0,
    shadowDropped: 0,
    latency: latency.toBytes(),
    profile: serializeCounts(profiler.take()),
  };
}

describe.each(databases.eachSupportedId())('DatabaseWindowStore, %s', databaseId => {
  let knex: Knex;
  let store: DatabaseWindowStore;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    store = new DatabaseWindowStore(knex);
  });

  const readAll = async (range = {}, roles: readonly WindowRole[] = ANSWERING) => {
    const all: Window[] = [];
    for await (const window of store.read('d', range, roles)) {
      all.push(window);
    }
    return all;
  };

  it('adds to what is stored: counts, sketch and profile', async () => {
    await store.add([windowOf(0, [1, 2, 3])]);
    await store.add([windowOf(0, [50]), windowOf(3_600_000, [99, 99])]);
    const [first, second] = await readAll();
    expect(first).toMatchObject({ windowStart: 0, requests: 2, rows: 4, errors: 0 });
    expect(LatencySketch.fromBytes(first.latency).count).toBe(2);
    expect(parseCounts(first.profile!, schema).rows).toBe(4);
    expect(second).toMatchObject({ windowStart: 3_600_000, rows: 2 });
  });

  it('tells what a version answered in a role since a time, failures of the server apart', async () => {
    const of = (windowStart: number, change: Partial<Window>) => ({
      ...windowOf(windowStart, [1, 2]),
      ...change,
    });
    await store.add([
      of(0, { failures: 1, errors: 1 }),
      of(100, { requests: 10, failures: 2, errors: 5 }),
      of(200, { requests: 5, failures: 1, errors: 1 }),
      of(200, { version: 2, failures: 7 }),
      of(200, { role: 'canary', failures: 9 }),
    ]);
    await store.add([of(200, { requests: 1, failures: 1, errors: 1 })]);
    const served = { deployment: 'd', version: 1, role: 'champion' as const };
    const { requests, failures, latency } = await store.total(served, 100);
    expect([requests, failures, latency.count]).toEqual([16, 4, 3]);
    expect((await readAll({ from: 200 }, ['champion']))[0]).toMatchObject({
      requests: 6,
      errors: 2,
      failures: 2,
    });
    expect((await store.total(served, 300)).latency.count).toBe(0);
  });

  it('loses nothing when many add to the same windows at once', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        store.add([windowOf(0, [i]), windowOf(3_600_000, [i, i])]),
      ),
    );
    const [first, second] = await readAll();
    expect([first.requests, first.rows, second.requests, second.rows]).toEqual([40, 40, 40, 80]);
    expect(parseCounts(second.profile!, schema).columns[0].counts.reduce((a, b) => a + b)).toBe(80);
  });

  it('adds a batch once, however often it is given', async () => {
    const id = '00000000-0000-4000-8000-000000000001';
    await Promise.all([1, 2, 3].map(() => store.add([windowOf(0, [1, 2])], id)));
    expect((await readAll()).map(({ rows }) => rows)).toEqual([2]);
    await store.add([windowOf(0, [1, 2])], '00000000-0000-4000-8000-000000000002');
    expect((await readAll()).map(({ rows }) => rows)).toEqual([4]);
  });

  it('writes a batch that failed once when it is given again', async () => {
    const id = '00000000-0000-4000-8000-000000000001';
    const broken = { ...windowOf(3_600_000, [1]), latency: undefined as any };
    await expect(store.add([windowOf(0, [1]), broken], id)).rejects.toThrow();
    await store.add([windowOf(0, [1])], id);
    expect((await readAll()).map(({ rows }) => rows)).toEqual([1]);
  });

  it('lets profiles of an earlier deployment of the name give way', async () => {
    const other = buildReferenceProfile([
      { name: 'y', role: 'feature', kind: 'numeric', values: [1, 2] },
    ]);
    await store.add([{ ...windowOf(0, [1]), profile: serializeCounts(other) }]);
    await store.add([windowOf(0, [2])]);
    const [{ profile, rows }] = await readAll();
    expect([parseCounts(profile!, schema).rows, rows]).toEqual([1, 2]);
  });

  it('reads days of more than a chunk of windows', async () => {
    for (const version of [1, 2, 3]) {
      await store.add(
        Array.from({ length: 400 }, (_, i) => ({ ...windowOf(i * 300_000, [i]), version })),
      );
    }
    const all = await readAll();
    expect(all).toHaveLength(1_200);
    expect(new Set(all.map(({ windowStart, version }) => `${windowStart} ${version}`)).size).toBe(
      1_200,
    );
    expect(all.map(one => one.windowStart)).toEqual(
      all.map(one => one.windowStart).sort((a, b) => a - b),
    );
    const part = await readAll({ from: 300_000, to: 280 * 300_000 });
    expect(part).toHaveLength(3 * 279);
  });

  it('keeps apart what a version did in each role', async () => {
    const challenger = { role: 'challenger' as const, version: 2, shadowDropped: 3 };
    const all = [
      windowOf(0, [1]),
      { ...windowOf(0, [2, 3]), role: 'canary' as const },
      { ...windowOf(0, [4, 5, 6]), ...challenger },
      { ...windowOf(7_200_000, [7]), ...challenger },
    ];
    await store.add(all);
    await store.add(all);
    expect((await readAll()).map(({ role, rows }) => [role, rows])).toEqual([
      ['canary', 4],
      ['champion', 2],
    ]);
    expect(await store.extent('d', {}, ANSWERING)).toMatchObject({ first: 0, last: 0 });
    expect(await readAll({}, ['challenger'])).toMatchObject([
      { version: 2, rows: 6, shadowDropped: 6 },
      { windowStart: 7_200_000, rows: 2, shadowDropped: 6 },
    ]);
    expect(await store.extent('d', {}, ['challenger'])).toMatchObject({
      first: 0,
      last: 7_200_000,
    });
  });

  it('writes all of a batch or nothing', async () => {
    const broken = { ...windowOf(3_600_000, [1]), latency: undefined as any };
    await expect(store.add([windowOf(0, [1]), broken])).rejects.toThrow();
    expect(await readAll()).toEqual([]);
  });

  it('reads ranges in order of time, more than a chunk of them', async () => {
    const many = Array.from({ length: 450 }, (_, i) => windowOf(((i * 7) % 450) * 1000, [i]));
    await store.add(many);
    expect((await readAll()).map(window => window.windowStart)).toEqual(
      Array.from({ length: 450 }, (_, i) => i * 1000),
    );
    expect((await readAll({ from: 10_000, to: 20_000 })).length).toBe(10);
    expect(await store.extent('d', {}, ANSWERING)).toMatchObject({
      first: 0,
      last: 449_000,
    });
    expect(await store.extent('d', { from: 450_000 }, ANSWERING)).toBeUndefined();
    expect(await store.extent('other', {}, ANSWERING)).toBeUndefined();
  });
});
