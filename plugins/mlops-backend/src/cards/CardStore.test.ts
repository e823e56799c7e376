import { randomUUID } from 'node:crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { isUniqueViolation } from '../database/isUniqueViolation';
import { migrationsDirectory } from '../database/openDatabase';
import { insertVersions } from './__testUtils__/subjects';
import { DatabaseCardStore } from './CardStore';
import type { CardTexts } from './CardSubject';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('DatabaseCardStore, %s', databaseId => {
  let knex: Knex;
  let store: DatabaseCardStore;
  let ids: Map<number, string>;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    store = new DatabaseCardStore(knex);
    const others = await insertVersions(knex, 'other', [{ version: 1 }]);
    await insert(others.get(1)!, 1, { factors: 'of another model' });
  });

  beforeEach(async () => {
    ids = await insertVersions(knex, randomUUID(), [
      { version: 1 },
      { version: 2, deleted: true },
      { version: 3 },
      { version: 4 },
      { version: 5 },
    ]);
  });

  async function insert(versionId: string, revision: number, sections: CardTexts) {
    await knex.transaction(transaction =>
      store.insert(transaction, {
        versionId,
        revision,
        sections,
        changed: ['factors'],
        writtenBy: 'user:default/ada',
      }),
    );
  }

  it('finds the newest revision and any other', async () => {
    const id = ids.get(3)!;
    expect(await store.find(id)).toBeUndefined();
    await insert(id, 1, { factors: 'a' });
    await insert(id, 2, { factors: 'ü\0"', 'intended-use': '' });
    expect(await store.find(id)).toMatchObject({
      revision: 2,
      sections: { factors: 'ü\0"', 'intended-use': '' },
      changed: ['factors'],
      written_by: 'user:default/ada',
    });
    expect(await store.find(id, 1)).toMatchObject({ revision: 1, sections: { factors: 'a' } });
    expect(await store.find(id, 3)).toBeUndefined();
  });

  it('lists the newest hundred revisions, and all changes', async () => {
    const id = ids.get(3)!;
    for (let revision = 1; revision <= 102; revision++) {
      await insert(id, revision, {});
    }
    const listed = await store.list(id);
    expect(listed.map(row => row.revision)).toEqual(
      Array.from({ length: 100 }, (_, index) => 102 - index),
    );
    expect(listed[0]).not.toHaveProperty('sections');
    expect(await store.changesOf([id, ids.get(1)!])).toHaveLength(102);
    expect(await store.changesOf([])).toEqual([]);
  });

  it('reads the newest words of earlier versions of the model that are not deleted', async () => {
    await insert(ids.get(1)!, 1, { factors: 'old' });
    await insert(ids.get(1)!, 2, { factors: 'new' });
    await insert(ids.get(2)!, 1, { factors: 'deleted' });
    await insert(ids.get(3)!, 1, { metrics: 'm' });
    await insert(ids.get(4)!, 1, { factors: 'own' });
    await insert(ids.get(5)!, 1, { factors: 'later' });
    expect(await store.earlier(ids.get(4)!, { limit: 10 })).toEqual([
      { versionId: ids.get(3), version: 3, sections: { metrics: 'm' } },
      { versionId: ids.get(1), version: 1, sections: { factors: 'new' } },
    ]);
    expect(await store.earlier(ids.get(4)!, { limit: 1 })).toMatchObject([{ version: 3 }]);
    expect(await store.earlier(ids.get(4)!, { limit: 1, below: 3 })).toMatchObject([
      { version: 1 },
    ]);
    expect(await store.earlier(ids.get(1)!, { limit: 10 })).toEqual([]);
  });

  it('refuses a revision that is there already', async () => {
    await insert(ids.get(1)!, 1, {});
    const error = await insert(ids.get(1)!, 1, {}).catch(caught => caught);
    expect(isUniqueViolation(error)).toBe(true);
  });
});
