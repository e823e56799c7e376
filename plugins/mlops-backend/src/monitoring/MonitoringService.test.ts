import { randomUUID } from 'node:crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  buildReferenceProfile,
  LatencySketch,
  Profiler,
  serializeCounts,
} from '@mlops-backstage/model-profile';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { MonitoringService } from './MonitoringService';
import { DatabaseObserverStore } from './ObserverStore';
import { DatabaseRollUpStore } from './RollUpStore';
import { DatabaseWindowStore } from './WindowStore';
import type { Window } from './Window';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const HOUR = 3_600_000;
const reference = buildReferenceProfile([
  {
    name: 'x',
    role: 'feature',
    kind: 'numeric',
    values: Float64Array.from({ length: 1000 }, (_, i) => i),
  },
]);
const { schema } = reference;

function windowOf(windowStart: number, change: Partial<Window> = {}): Window {
  const profiler = new Profiler(schema);
  const values = Array.from({ length: 100 }, (_, i) => i * 10);
  profiler.observeNumeric(0, values, values.length);
  profiler.addRows(values.length);
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
    latency: new LatencySketch().toBytes(),
    profile: serializeCounts(profiler.take()),
    ...change,
  };
}

describe.each(databases.eachSupportedId())('MonitoringService, %s', databaseId => {
  let knex: Knex;
  let store: DatabaseWindowStore;
  let monitoring: MonitoringService;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    store = new DatabaseWindowStore(knex);
    monitoring = new MonitoringService(
      store,
      { versionOf: async () => ({ prediction: {}, reference }) },
      { threshold: 0.3, alpha: 0.01, settlingMs: 60_000 },
      new DatabaseObserverStore(knex),
    );
  });

  const add = (...windows: Window[]) => store.add(windows);

  it('tells roles and versions apart', async () => {
    await add(
      windowOf(0),
      windowOf(0, { version: 2, role: 'canary', dropped: 4 }),
      windowOf(0, { version: 3, role: 'challenger', shadowDropped: 7 }),
    );
    const versions = async (served: Parameters<typeof monitoring.traffic>[3]) =>
      (await monitoring.traffic('d', {}, 'auto', served)).points.map(({ version }) => version);
    expect(await versions({})).toEqual([1, 2]);
    expect(await versions({ role: 'champion' })).toEqual([1]);
    expect(await versions({ role: 'canary' })).toEqual([2]);
    expect(await versions({ version: 2 })).toEqual([2]);
    expect(await versions({ role: 'champion', version: 2 })).toEqual([]);
    const { total } = await monitoring.traffic('d', {}, 'auto');
    expect([total.dropped, total.shadowDropped]).toEqual([4, undefined]);
    const challengers = await monitoring.traffic('d', {}, 'auto', { role: 'challenger' });
    expect(challengers).toMatchObject({ total: { shadowDropped: 7 }, points: [{ version: 3 }] });
    const drift = await monitoring.drift('d', {}, 'auto', { role: 'challenger' });
    expect(drift.points.map(({ version }) => version)).toEqual([3]);
  });

  it('tells five minutes apart as long as they are kept, then what they were rolled up to', async () => {
    const minute = 60_000;
    await add(windowOf(0), windowOf(5 * minute), windowOf(50 * minute), windowOf(3 * HOUR));
    const told = async (interval: Parameters<typeof monitoring.traffic>[2]) => {
      const { interval: chosen, points } = await monitoring.traffic('d', {}, interval);
      return [chosen, points.map(({ start }) => Date.parse(start) / minute)];
    };
    const [fine, hours] = [
      ['5min', [0, 5, 50, 180]],
      ['hour', [0, 180]],
    ];
    expect(await told('5min')).toEqual(fine);
    expect(await told('auto')).toEqual(fine);
    expect(await told('hour')).toEqual(hours);
    const drift = await monitoring.drift('d', {}, '5min');
    expect([drift.interval, drift.points.length]).toEqual(['5min', 4]);

    const window = { deployment: 'd', version: 1, role: 'champion' as const, windowStart: 0 };
    await new DatabaseRollUpStore(knex).rollUp(window, HOUR);
    expect(await told('5min')).toEqual(hours);
    expect(await told('auto')).toEqual(hours);
    // Where nothing was rolled up, they are still told apart.
    expect((await monitoring.traffic('d', { from: HOUR }, '5min')).interval).toBe('5min');
  });

  it('refuses more points than an answer can carry', async () => {
    await add(windowOf(0), windowOf(8 * 24 * HOUR));
    await expect(monitoring.traffic('d', {}, '5min')).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('more than 2000 intervals of five minutes'),
    });
    expect(await monitoring.traffic('d', {}, 'hour')).toMatchObject({ interval: 'hour' });
  });

  it('compares with what was answered in a span of time', async () => {
    const shifted = new Profiler(schema);
    const values = Array.from({ length: 100 }, (_, i) => 900 + i);
    shifted.observeNumeric(0, values, values.length);
    shifted.addRows(values.length);
    const change = { profile: serializeCounts(shifted.take()) };
    await add(windowOf(0), windowOf(24 * HOUR, change), windowOf(48 * HOUR, change));
    const drifted = async (span?: { from: number; to: number }) =>
      (await monitoring.drift('d', {}, 'day', {}, span)).points.map(
        ({ driftedColumns }) => driftedColumns,
      );
    expect(await drifted()).toEqual([[], ['x'], ['x']]);
    expect(await drifted({ from: 24 * HOUR, to: 48 * HOUR })).toEqual([['x'], [], []]);
    expect(await drifted({ from: 96 * HOUR, to: 120 * HOUR })).toEqual([]);
    expect((await monitoring.drift('d', {}, 'day', {}, { from: 0, to: HOUR })).reference).toEqual({
      kind: 'window',
      from: '1970-01-01T00:00:00.000Z',
      to: '1970-01-01T01:00:00.000Z',
    });
  });

  it('tells in which spans of time something may be missing, and how much of the deployment', async () => {
    const observers = new DatabaseObserverStore(knex);
    const gap = { observer: randomUUID(), from: 10_000, until: 20_000 };
    const missing = [
      { deployment: 'd', version: '1', role: 'champion' as const, requests: 5 },
      { deployment: 'd', version: '2', role: 'canary' as const, requests: 2 },
      { deployment: 'd', version: '3', role: 'challenger' as const, requests: 4 },
      { deployment: 'other', version: '1', role: 'champion' as const, requests: 90 },
    ];
    await observers.noteLostWorker({ ...gap, id: randomUUID() });
    await observers.noteLostWorker({ ...gap, id: randomUUID(), until: 21_000, missing });
    const gapsOf = async (deployment: string, served = {}) =>
      (await monitoring.traffic(deployment, {}, 'auto', served)).gaps;
    const from = '1970-01-01T00:00:10.000Z';
    expect(await gapsOf('d')).toEqual([
      { from, until: '1970-01-01T00:00:20.000Z', lost: 'worker' },
      { from, until: '1970-01-01T00:00:21.000Z', lost: 'worker', requests: 7 },
    ]);
    const known = async (deployment: string, served = {}) =>
      (await gapsOf(deployment, served)).map(({ requests }) => requests);
    expect(await known('d', { version: 2 })).toEqual([undefined, 2]);
    expect(await known('d', { role: 'challenger' })).toEqual([undefined, 4]);
    expect(await known('nothing-of-it')).toEqual([undefined, 0]);
    expect((await monitoring.traffic('d', { from: 21_000 }, 'auto')).gaps).toEqual([]);

    await knex.transaction(transaction => observers.forget(transaction, ['d']));
    expect(await known('d')).toEqual([undefined, 0]);
    expect(await known('other')).toEqual([undefined, 90]);
  });

  describe('settled', () => {
    const april = Date.UTC(2013, 3, 1);
    const later = () => Date.now() + 60_001;

    it('waits until nothing new came for the settling time, whatever time the traffic is of', async () => {
      await add(windowOf(april), windowOf(april + 5 * 60_000), windowOf(april + HOUR));
      expect(await monitoring.settled('d', {}, 'hour', Date.now())).toEqual([]);
      expect(await monitoring.settled('d', {}, 'hour', later())).toMatchObject([
        {
          start: april,
          end: april + HOUR,
          version: 1,
          role: 'champion',
          traffic: { start: '2013-04-01T00:00:00.000Z', requests: 2, rows: 200 },
          drift: { rows: 200, driftedColumns: [] },
        },
        { start: april + HOUR, end: april + 2 * HOUR, traffic: { rows: 100 } },
      ]);
    });

    it('waits for all versions of an interval', async () => {
      await add(windowOf(april), windowOf(april, { version: 2, role: 'canary' }));
      await knex('windows').where({ version: 1 }).update({ updated_at: 0 });
      expect(await monitoring.settled('d', {}, 'day', Date.now())).toEqual([]);
      const settled = await monitoring.settled('d', {}, 'day', later());
      expect(settled.map(({ version, role }) => [version, role])).toEqual([
        [1, 'champion'],
        [2, 'canary'],
      ]);
    });

    it('leaves out intervals that are not over, and those that reach out of the range', async () => {
      await add(...[0, 1, 2, 3].map(hour => windowOf(april + hour * HOUR)));
      await knex('windows').update({ updated_at: 0 });
      const starts = async (range: { after?: number; before?: number }, now: number) =>
        (await monitoring.settled('d', range, 'hour', now)).map(
          ({ start }) => (start - april) / HOUR,
        );
      expect(await starts({}, april + 2.5 * HOUR)).toEqual([0, 1]);
      expect(await starts({}, april + 3 * HOUR)).toEqual([0, 1, 2]);
      expect(await starts({ after: april + HOUR }, later())).toEqual([1, 2, 3]);
      expect(await starts({ after: april + 1 }, later())).toEqual([1, 2, 3]);
      expect(await starts({ before: april + 2 * HOUR }, later())).toEqual([0, 1]);
      expect(await starts({ before: april + 2 * HOUR - 1 }, later())).toEqual([0]);
    });

    it('has no drift where there are no rows, and nothing of challengers', async () => {
      await add(
        windowOf(april, { rows: 0, errors: 1, profile: undefined }),
        windowOf(april, { version: 2, role: 'challenger' }),
      );
      const [only, ...others] = await monitoring.settled('d', {}, 'hour', later());
      expect(others).toEqual([]);
      expect(only.traffic).toMatchObject({ errors: 1, rows: 0 });
      expect(only.drift).toBeUndefined();
    });

    it('tells days where windows were rolled up to days', async () => {
      await add(windowOf(april));
      await knex('windows').update({ span_ms: 24 * HOUR, updated_at: 0 });
      expect(await monitoring.settled('d', {}, 'hour', later())).toMatchObject([
        { start: april, end: april + 24 * HOUR },
      ]);
    });
  });
});
