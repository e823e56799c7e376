import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { LatencySketch } from '@mlops-backstage/model-profile';
import { MalformedTallyError } from '@mlops-backstage/model-server';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { writeTally } from '../__testUtils__/writeTally';
import { Observer } from '../Observer';
import { DatabaseObserverStore } from '../ObserverStore';
import { DatabaseWindowStore } from '../WindowStore';
import type { Window } from '../Window';
import { LostReplicas } from './LostReplicas';
import { TallyFolder } from './TallyFolder';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const QUIET = 30_000;
const NOW = Date.UTC(2026, 0, 2);
const LONG_AGO = NOW - 60_000;

const champion = { deployment: 'd', version: '1', role: 'champion' } as const;
const challenger = { deployment: 'd', version: '2', role: 'challenger' } as const;

const windowOf = (requests: number, changes: Partial<Window> = {}): Window => ({
  ...champion,
  version: 1,
  windowStart: 0,
  requests,
  rows: 0,
  errors: 0,
  failures: 0,
  shadowDropped: 0,
  latency: new LatencySketch().toBytes(),
  ...changes,
});

describe.each(databases.eachSupportedId())('what was lost, %s', databaseId => {
  let knex: Knex;
  let store: DatabaseObserverStore;
  let windows: DatabaseWindowStore;
  let directory: string;
  let folder: TallyFolder;
  let lost: string;
  const logger = mockServices.logger.mock();

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    store = new DatabaseObserverStore(knex);
    windows = new DatabaseWindowStore(knex);
    directory = await mkdtemp(join(tmpdir(), 'tallies-'));
    folder = TallyFolder.open(directory, randomUUID(), logger)!;
    lost = randomUUID();
    jest.clearAllMocks();
  });
  afterEach(() => rm(directory, { recursive: true }));

  const survivor = () => new LostReplicas(store, folder, QUIET, logger);
  const tally = (requests: number, thread = 0, writtenAt = LONG_AGO) =>
    writeTally(directory, lost, thread, [{ ...champion, requests }], writtenAt);
  const die = async () => {
    await store.see(lost, LONG_AGO);
    expect(await store.noteLost(NOW, NOW)).toBe(1);
  };
  const gaps = () => store.listGaps({}, 10);
  const told = async () => (await gaps()).map(({ requests }) => requests);

  it('is what was answered less what was stored, whatever batches were given twice', async () => {
    const batch = randomUUID();
    const held = [windowOf(7), windowOf(0, { windowStart: 300_000, dropped: 2 })];
    await windows.add(held, batch, lost);
    await windows.add(held, batch, lost);
    await windows.add([windowOf(4)], randomUUID(), lost);
    await windows.add([windowOf(1_000)], randomUUID(), randomUUID());
    await tally(10);
    await tally(8, 1);
    await die();
    expect(await told()).toEqual([undefined]);
    await survivor().count(NOW);
    expect(await gaps()).toEqual([{ from: LONG_AGO, until: NOW, lost: 'replica', requests: 5 }]);
    expect(await readdir(directory)).toEqual([]);
  });

  it('counts copies for challengers by themselves, not among the answered', async () => {
    const counts = [
      { ...champion, requests: 2 },
      { ...challenger, requests: 9 },
    ];
    await writeTally(directory, lost, 0, counts, LONG_AGO);
    await die();
    await survivor().count(NOW);
    expect(await told()).toEqual([2]);
    const of = { deployment: 'd', roles: ['challenger' as const] };
    expect(await store.listGaps({}, 10, of)).toMatchObject([{ requests: 9 }]);
  });

  it('is counted once by two who find it at the same time', async () => {
    await tally(10);
    await die();
    const read = await folder.read(await pathsOf(folder, lost));
    const counted = await Promise.all([1, 2].map(() => store.countLost(lost, read)));
    expect(counted.filter(requests => requests !== undefined)).toEqual([10]);
    await Promise.all([survivor().count(NOW), survivor().count(NOW)]);
    expect(await told()).toEqual([10]);
    expect(await readdir(directory)).toEqual([]);
  });

  it('is not counted while the database or a thread says that the process lives', async () => {
    await tally(10);
    await store.see(lost, LONG_AGO);
    await survivor().count(NOW);
    expect(await readdir(directory)).toHaveLength(1);
    await tally(3, 1, NOW - QUIET + 1_000);
    await store.noteLost(NOW, NOW);
    await survivor().count(NOW);
    expect(await told()).toEqual([undefined]);
    await survivor().count(NOW + 1_001);
    expect(await told()).toEqual([13]);
  });

  it('is taken back when the process was only away, and counted anew when it is lost later', async () => {
    await tally(10);
    await die();
    await survivor().count(NOW);
    await store.see(lost, NOW);
    expect(await gaps()).toEqual([]);
    expect(await knex('observation_gap_requests')).toEqual([]);
    await windows.add([windowOf(12)], randomUUID(), lost);
    await store.noteLost(NOW + 1, NOW + 1);
    await tally(15);
    await survivor().count(NOW);
    expect(await told()).toEqual([3]);
  });

  it('stays unknown without tallies, until they come back', async () => {
    await die();
    await survivor().count(NOW);
    expect(await told()).toEqual([undefined]);
    await tally(4);
    await survivor().count(NOW);
    expect(await told()).toEqual([4]);
  });

  it('leaves to others what this database knows nothing of, but not for ever', async () => {
    await tally(4);
    await survivor().count(LONG_AGO + 24 * 3_600_000);
    expect(await readdir(directory)).toHaveLength(1);
    await survivor().count(LONG_AGO + 24 * 3_600_000 + 1);
    expect(await readdir(directory)).toEqual([]);
    expect(await gaps()).toEqual([]);
  });

  it.each([
    ['garbage', (path: string) => writeFile(path, 'garbage')],
    ['fewer requests than were stored', () => tally(1)],
    [
      'versions that nobody serves',
      () => writeTally(directory, lost, 0, [{ ...champion, version: 'v', requests: 9 }], LONG_AGO),
    ],
    [
      'names that nobody has',
      () =>
        writeTally(
          directory,
          lost,
          0,
          [{ ...champion, deployment: 'x'.repeat(64), requests: 9 }],
          LONG_AGO,
        ),
    ],
  ])('stays unknown where a tally has %s, which is an error in the log', async (_, write) => {
    await windows.add([windowOf(2)], randomUUID(), lost);
    const path = await tally(5);
    await write(path);
    await utimes(path, LONG_AGO / 1000, LONG_AGO / 1000);
    await die();
    await survivor().count(NOW);
    expect(await told()).toEqual([undefined]);
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(logger.error.mock.calls[0][1]).toBeInstanceOf(MalformedTallyError);
    // Somebody may want to look at it, we don't.
    expect(await readdir(directory)).toEqual([`${lost}.0.tally.unreadable`]);
    await survivor().count(NOW);
    expect(logger.error).toHaveBeenCalledTimes(1);
  });

  it('forgets what was stored by processes that nobody asks about any more', async () => {
    await windows.add([windowOf(2)], randomUUID(), lost);
    await windows.add([windowOf(2)], randomUUID(), folder.files.owner);
    await store.see(folder.files.owner, NOW);
    await die();
    await store.removeBefore(NOW);
    expect(await knex('observer_counts')).toHaveLength(2);
    await store.removeBefore(NOW + 1);
    expect(await knex('observer_counts').pluck('observer_id')).toEqual([folder.files.owner]);
  });

  describe('an observer', () => {
    const observer = (close = async () => true) =>
      new Observer(
        folder.files.owner,
        store,
        { storedUntil: Date.now(), close },
        5_000,
        folder,
        logger,
      );
    const own = (requests: number) =>
      writeTally(directory, folder.files.owner, 0, [{ ...champion, requests }], Date.now());
    const storeOwn = (requests: number) =>
      windows.add([windowOf(requests)], randomUUID(), folder.files.owner);

    it('leaves nothing behind when it ends with everything stored', async () => {
      const ending = observer();
      await ending.start();
      await own(8);
      await storeOwn(8);
      await ending.stop();
      expect(await gaps()).toEqual([]);
      expect(await knex('observers')).toEqual([]);
      expect(await knex('observer_counts')).toEqual([]);
      expect(await readdir(directory)).toEqual([]);
    });

    it('tells what it could not hand over when it ends', async () => {
      const ending = observer();
      await ending.start();
      await own(8);
      await storeOwn(5);
      await ending.stop();
      expect(await told()).toEqual([3]);
      expect(await readdir(directory)).toEqual([]);
    });

    it('leaves its tallies to others where not everything was stored', async () => {
      const ending = observer(async () => false);
      await ending.start();
      await own(8);
      await ending.stop();
      expect(await knex('observers')).toHaveLength(1);
      expect(await readdir(directory)).toHaveLength(1);
    });

    it('ends although its tallies make no sense', async () => {
      const ending = observer();
      await ending.start();
      await storeOwn(9);
      await own(8);
      await ending.stop();
      expect(logger.error).toHaveBeenCalledTimes(1);
      expect(await knex('observers')).toEqual([]);
      expect(await readdir(directory)).toEqual([]);
    });

    it('tells what was lost with a worker, and not again with the process', async () => {
      const losing = observer();
      await losing.start();
      await own(8);
      await storeOwn(5);
      await losing.loseWorker({ lost: async () => [{ ...champion, requests: 2 }] });
      expect(await gaps()).toMatchObject([{ lost: 'worker', requests: 2 }]);
      await losing.stop();
      expect((await gaps()).map(({ lost: what, requests }) => [what, requests])).toEqual(
        expect.arrayContaining([
          ['worker', 2],
          ['replica', 1],
        ]),
      );
    });

    it('tells of a lost worker later where the database is away', async () => {
      const away = jest.spyOn(store, 'noteLostWorker').mockRejectedValueOnce(new Error('away'));
      const losing = observer();
      await losing.loseWorker({ lost: async () => [{ ...champion, requests: 2 }] });
      expect(await gaps()).toEqual([]);
      await losing.start();
      expect(await told()).toEqual([2]);
      // Whose answer was lost.
      await store.noteLostWorker(away.mock.calls[0][0]);
      expect(await told()).toEqual([2]);
      await losing.stop();
    });

    it('does not know how much was lost with a worker that left no tally', async () => {
      const losing = observer();
      await losing.loseWorker({ lost: async () => Promise.reject(new Error('ENOENT')) });
      expect(await gaps()).toMatchObject([{ lost: 'worker' }]);
      expect(await told()).toEqual([undefined]);
      expect(logger.error).toHaveBeenCalledTimes(1);
      await losing.stop();
    });
  });
});

describe('a folder of tallies', () => {
  it('is no reason not to start where it cannot be made', async () => {
    const logger = mockServices.logger.mock();
    expect(TallyFolder.open('/dev/null/tallies', randomUUID(), logger)).toBeUndefined();
    expect(logger.error).toHaveBeenCalledTimes(1);
  });
});

async function pathsOf(folder: TallyFolder, owner: string): Promise<string[]> {
  return (await folder.others()).find(found => found.owner === owner)!.paths;
}
