import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  buildReferenceProfile,
  emptyProfile,
  LatencySketch,
  mergeProfiles,
  parseCounts,
  Profiler,
  serializeCounts,
} from '@mlops-backstage/model-profile';
import type { Profile } from '@mlops-backstage/model-profile';
import * as fc from 'fast-check';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { DatabaseRollUpStore } from './RollUpStore';
import { WindowRetention } from './WindowRetention';
import { DatabaseWindowStore } from './WindowStore';
import type { StoredWindow, Window, WindowRole } from './Window';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const monday = Date.UTC(2026, 5, 1);
const ROLES: readonly WindowRole[] = ['champion', 'canary', 'challenger'];

const { schema } = buildReferenceProfile([
  { name: 'x', role: 'feature', kind: 'numeric', values: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] },
  { name: 'c', role: 'prediction', kind: 'categorical', values: Array(10).fill('a') },
]);

/** @param values - whole numbers, so that sums of them are exact */
function windowOf(windowStart: number, values: number[], change: Partial<Window> = {}): Window {
  const profiler = new Profiler(schema);
  profiler.observeNumeric(0, values, values.length);
  profiler.observeCategorical(
    1,
    values.map(value => (value % 2 ? 'a' : 'new')),
    values.length,
  );
  profiler.addRows(values.length);
  const latency = new LatencySketch();
  values.forEach(value => latency.add(value));
  return {
    deployment: 'd',
    version: 1,
    role: 'champion',
    windowStart,
    requests: values.length,
    rows: values.length,
    errors: 1,
    failures: 1,
    shadowDropped: 2,
    dropped: 3,
    latency: latency.toBytes(),
    profile: serializeCounts(profiler.take()),
    ...change,
  };
}

/** What windows come to by version and role. */
async function totals(windows: AsyncIterable<Window> | Iterable<Window>) {
  const found: Record<string, any> = {};
  for await (const window of windows) {
    const key = `${window.version} ${window.role}`;
    const total = (found[key] ??= {
      counts: { requests: 0, rows: 0, errors: 0, failures: 0, shadowDropped: 0, dropped: 0 },
      latency: new LatencySketch(),
      profile: emptyProfile(schema),
    });
    for (const count of Object.keys(total.counts) as Array<keyof Window>) {
      total.counts[count] += window[count];
    }
    total.latency.merge(LatencySketch.fromBytes(window.latency));
    total.profile = mergeProfiles(total.profile, parseCounts(window.profile!, schema));
  }
  return Object.fromEntries(
    Object.entries(found)
      .sort()
      .map(([key, { counts, latency, profile }]) => [
        key,
        { ...counts, latency: [...latency.toBytes()], profile: rounded(profile) },
      ]),
  );
}

/** Counts as they are; mean and spread up to rounding, since that is how they add up. */
function rounded(profile: Profile) {
  return JSON.parse(
    JSON.stringify(profile, (name, value) =>
      name === 'mean' || name === 'm2' ? Number(value.toPrecision(9)) : value,
    ),
  );
}

const windows = fc.array(
  fc
    .record({
      start: fc.integer({ min: 0, max: (3 * DAY) / (5 * MINUTE) - 1 }),
      version: fc.integer({ min: 1, max: 2 }),
      role: fc.constantFrom(...ROLES),
      values: fc.array(fc.integer({ min: -3, max: 20 }), { maxLength: 5 }),
    })
    .map(({ start, version, role, values }) =>
      windowOf(
        monday + start * 5 * MINUTE,
        values.map(value => Math.abs(value)),
        { version, role },
      ),
    ),
  { minLength: 1, maxLength: 60 },
);

describe.each(databases.eachSupportedId())('rolling up, %s', databaseId => {
  let knex: Knex;
  let store: DatabaseWindowStore;
  let rollUps: DatabaseRollUpStore;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    store = new DatabaseWindowStore(knex);
    rollUps = new DatabaseRollUpStore(knex);
  });

  beforeEach(() => knex('windows').delete());

  const read = () => store.read('d', {}, ROLES);
  const stored = async () => {
    const all: StoredWindow[] = [];
    for await (const window of read()) {
      all.push(window);
    }
    return all;
  };
  const retentionOf = (change = {}, watched: string[] = []) => {
    const logger = mockServices.logger.mock();
    const retention = new WindowRetention(
      rollUps,
      { fineMs: DAY, hoursMs: 7 * DAY, daysMs: Infinity, ...change },
      async () => new Set(watched),
      logger,
    );
    return { logger, run: (age: number) => retention.run(Date.now() + age) };
  };

  it('changes no total and no profile: before, during and after, and with others that write', async () => {
    await fc.assert(
      fc.asyncProperty(windows, windows, async (early, late) => {
        await knex('windows').delete();
        await store.add(early);
        const before = await totals(early);
        const { run, logger } = retentionOf();
        const [one, other] = await Promise.all([
          totals(read()),
          totals(read()),
          run(2 * DAY),
          run(8 * DAY),
          run(8 * DAY),
        ]);
        expect(one).toEqual(before);
        expect(other).toEqual(before);
        expect(await totals(read())).toEqual(before);

        await Promise.all([
          ...late.map(window => store.add([window])),
          run(8 * DAY),
          run(2 * DAY),
          store.add(late),
          run(8 * DAY),
        ]);
        const after = await totals([...early, ...late, ...late]);
        expect(await totals(read())).toEqual(after);
        await run(8 * DAY);
        expect(await totals(read())).toEqual(after);
        const days = await stored();
        expect(days.map(({ spanMs, windowStart }) => [spanMs, windowStart % DAY])).toEqual(
          days.map(() => [DAY, 0]),
        );
        expect(logger.error).not.toHaveBeenCalled();
      }),
      { numRuns: 25 },
    );
  });

  it('makes hours, then days, when nothing came for as long as they are kept', async () => {
    await store.add([0, 5, 55, 60, 25 * 60].map(minute => windowOf(monday + minute * MINUTE, [1])));
    const { run } = retentionOf();
    const spans = async () =>
      (await stored()).map(({ windowStart, spanMs, requests }) => [
        (windowStart - monday) / HOUR,
        spanMs / HOUR,
        requests,
      ]);
    await run(DAY - MINUTE);
    expect(await spans()).toHaveLength(5);
    await run(DAY + MINUTE);
    expect(await spans()).toEqual([
      [0, 1, 3],
      [1, 1, 1],
      [25, 1, 1],
    ]);
    await run(7 * DAY + MINUTE);
    expect(await spans()).toEqual([
      [0, 24, 4],
      [24, 24, 1],
    ]);
    const again = await stored();
    await run(7 * DAY + MINUTE);
    expect(await stored()).toEqual(again);
  });

  it('has late traffic land in the window that its time was rolled up to', async () => {
    await store.add([windowOf(monday, [1]), windowOf(monday + HOUR, [2])]);
    const { run } = retentionOf();
    await run(8 * DAY);
    await store.add([windowOf(monday, [3]), windowOf(monday + 13 * HOUR, [4, 5])]);
    expect(await store.extent('d', {}, ROLES)).toMatchObject({ spanMs: DAY });
    await run(DAY + MINUTE);
    expect(await stored()).toMatchObject([
      { spanMs: DAY, rows: 3 },
      { spanMs: HOUR, rows: 2 },
    ]);
    await run(8 * DAY);
    expect(await stored()).toMatchObject([{ windowStart: monday, spanMs: DAY, rows: 5 }]);
  });

  it('says when something last came in, not when it was rolled up', async () => {
    await store.add([windowOf(monday, [1]), windowOf(monday + MINUTE * 5, [2])]);
    await knex('windows').where({ window_start: monday }).update({ updated_at: 1 });
    await knex('windows').whereNot({ window_start: monday }).update({ updated_at: 2 });
    await retentionOf().run(0);
    expect(await stored()).toMatchObject([{ updatedAt: 2, rows: 2 }]);
  });

  it('leaves alone what somebody watches to the minute', async () => {
    await store.add([windowOf(monday + 5 * MINUTE, [1])]);
    await retentionOf({}, ['d']).run(8 * DAY);
    expect(await stored()).toMatchObject([{ windowStart: monday + 5 * MINUTE }]);
  });

  it('goes on behind windows that can not be summed, and names them', async () => {
    const broken = { ...windowOf(monday + 5 * MINUTE, [1]), latency: Uint8Array.of(99) };
    await store.add([broken, windowOf(monday + DAY + 5 * MINUTE, [2])]);
    const { run, logger } = retentionOf();
    await run(2 * DAY);
    expect(logger.error).toHaveBeenCalledWith(
      'Could not roll up what version 1 of d answered from 2026-06-01T00:00:00.000Z',
      expect.anything(),
    );
    expect(await stored()).toMatchObject([
      { windowStart: monday + 5 * MINUTE, spanMs: 5 * MINUTE },
      { windowStart: monday + DAY, spanMs: HOUR },
    ]);
  });

  it('removes windows whose time is over, however many, and forgets what was written long ago', async () => {
    const id = '00000000-0000-4000-8000-000000000001';
    for (let first = 0; first < 1_200; first += 100) {
      await store.add(
        Array.from({ length: 100 }, (_, i) => windowOf(monday + (first + i) * DAY, [1])),
        first === 0 ? id : undefined,
      );
    }
    await knex('windows')
      .where('window_start', '<', monday + 1_100 * DAY)
      .update({ updated_at: 1 });
    const { run, logger } = retentionOf({ daysMs: 30 * DAY });
    await run(0);
    expect(await knex('windows').pluck('span_ms')).toHaveLength(100);
    expect(logger.info).toHaveBeenCalledWith(expect.stringMatching(/removed 1100 whose time/));
    expect(await knex('window_batches').pluck('id')).toEqual([id]);
    await run(DAY + MINUTE);
    expect(await knex('window_batches')).toEqual([]);
  });
});
