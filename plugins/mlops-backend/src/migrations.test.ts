import { TestDatabases } from '@backstage/backend-test-utils';
import { migrationsDirectory } from './database/openDatabase';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('the migrations, %s', databaseId => {
  it('go up and down again, one by one, leaving nothing', async () => {
    const knex = await databases.init(databaseId);
    const tables = async () => {
      const rows =
        databaseId === 'SQLITE_3'
          ? await knex('sqlite_master').where({ type: 'table' }).pluck('name')
          : await knex('pg_tables').where({ schemaname: 'public' }).pluck('tablename');
      return rows.filter(name => !/^(knex|sqlite)_/.test(name));
    };
    const [, pending] = await knex.migrate.list({ directory: migrationsDirectory });
    expect(pending.length).toBeGreaterThan(0);
    for (const _ of pending) {
      await knex.migrate.up({ directory: migrationsDirectory });
    }
    expect(await tables()).toContain('audit_events');
    for (const _ of pending) {
      await knex.migrate.down({ directory: migrationsDirectory });
    }
    expect(await tables()).toEqual([]);
    await knex.migrate.latest({ directory: migrationsDirectory });
    expect(await tables()).toContain('models');
  });
});
