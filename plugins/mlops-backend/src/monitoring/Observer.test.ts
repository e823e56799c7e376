import { randomUUID } from 'node:crypto';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { eventually } from '../__testUtils__/startMlops';
import { migrationsDirectory } from '../database/openDatabase';
import { Observer } from './Observer';
import { DatabaseObserverStore } from './ObserverStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const FLUSH = 5_000;

describe.each(databases.eachSupportedId())('observers, %s', databaseId => {
  let knex: Knex;
  let store: DatabaseObserverStore;
  const logger = mockServices.logger.mock();

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    store = new DatabaseObserverStore(knex);
  });

  const observerOf = (close: () => Promise<boolean>) =>
    new Observer(randomUUID(), store, { storedUntil: Date.now(), close }, FLUSH, undefined, logger);

  it('leave nothing behind when they end with everything written', async () => {
    const observer = observerOf(async () => true);
    await observer.start();
    expect(await knex('observers')).toHaveLength(1);
    await observer.stop();
    expect(await knex('observers')).toEqual([]);
    expect(await store.listGaps({}, 10)).toEqual([]);
  });

  it('are found to be lost by the others when they say nothing any more, once', async () => {
    const id = '00000000-0000-4000-8000-000000000001';
    const killedAt = Date.now() - 120_000;
    await store.see(id, killedAt);
    const [one, other] = [observerOf(async () => true), observerOf(async () => true)];
    await Promise.all([one.start(), other.start()]);
    const [gap] = await eventually(async () => {
      const gaps = await store.listGaps({}, 10);
      return gaps.length > 0 && gaps;
    });
    await one.stop();
    await other.stop();
    expect(gap).toMatchObject({ from: killedAt, lost: 'replica' });
    expect(gap.until).toBeGreaterThan(killedAt);
    expect(await store.listGaps({}, 10)).toHaveLength(1);
  });

  it('take back that they were lost when they had only been away', async () => {
    const id = '00000000-0000-4000-8000-000000000001';
    await store.see(id, 1_000);
    expect(await store.noteLost(2_000, 3_000)).toBe(1);
    expect(await store.listGaps({}, 10)).toEqual([{ from: 1_000, until: 3_000, lost: 'replica' }]);
    await store.see(id, 4_000);
    expect(await store.listGaps({}, 10)).toEqual([]);
  });

  it('stay to be found when they could not write everything', async () => {
    const observer = observerOf(async () => false);
    await observer.start();
    expect(await knex('observers')).toHaveLength(1);
    await observer.stop();
    expect(await knex('observers')).toHaveLength(1);
  });

  it('note the loss of a worker at once', async () => {
    const lost = async () => {
      throw new Error('it was to keep none');
    };
    await observerOf(async () => true).loseWorker({ lost }, 10_000);
    expect(await store.listGaps({}, 10)).toEqual([{ from: 5_000, until: 10_000, lost: 'worker' }]);
    expect(await store.listGaps({ from: 10_000 }, 10)).toEqual([]);
    expect(await store.listGaps({ to: 5_000 }, 10)).toEqual([]);
    await store.removeBefore(10_001);
    expect(await store.listGaps({}, 10)).toEqual([]);
  });
});
