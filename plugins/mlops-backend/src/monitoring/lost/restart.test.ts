import { randomUUID } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createMockDirectory, TestDatabases } from '@backstage/backend-test-utils';
import { startMlops } from '../../__testUtils__/startMlops';
import { migrationsDirectory } from '../../database/openDatabase';
import { writeTally } from '../__testUtils__/writeTally';
import { DatabaseObserverStore } from '../ObserverStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const folder = createMockDirectory();

describe('a backend that starts', () => {
  it('counts what was lost with the one before it, and tallies by itself until it is stopped', async () => {
    const knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({ directory: migrationsDirectory });
    const observers = new DatabaseObserverStore(knex);
    const tallies = join(folder.path, 'tallies');
    const killed = randomUUID();
    const longAgo = Date.now() - 600_000;
    await mkdir(tallies);
    await observers.see(killed, longAgo);
    const answered = { deployment: 'd', version: '1', role: 'champion' as const, requests: 412 };
    await writeTally(tallies, killed, 0, [answered], longAgo);

    const { stop } = await startMlops({ knex, directory: folder.path });
    try {
      expect(await observers.listGaps({}, 10)).toMatchObject([
        { from: longAgo, lost: 'replica', requests: 412 },
      ]);
      const [own, ...others] = await knex('observers').pluck('id');
      expect(others).toEqual([]);
      expect(await readdir(tallies)).toEqual([`${own}.0.tally`]);
    } finally {
      await stop();
    }
    expect(await readdir(tallies)).toEqual([]);
    expect(await observers.listGaps({}, 10)).toHaveLength(1);
  });

  it('keeps no tallies where that is turned off', async () => {
    const knex = await databases.init('SQLITE_3');
    folder.clear();
    const { stop } = await startMlops({
      knex,
      directory: folder.path,
      mlops: { monitoring: { tallies: { enabled: false } } },
    });
    await stop();
    expect(await readdir(folder.path)).not.toContain('tallies');
  });
});
