import { setTimeout as sleep } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { afterCommit } from './afterCommit';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('afterCommit, %s', databaseId => {
  let knex: Knex;
  let calls: string[];

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    calls = [];
  });

  const call = (transaction: Knex.Transaction, name: string) =>
    afterCommit(transaction, () => calls.push(name));
  const undone = () => {
    throw new Error('undone');
  };

  it('calls when a transaction is committed, not before', async () => {
    await knex.transaction(async transaction => {
      call(transaction, 'a');
      await transaction.raw('SELECT 1');
      expect(calls).toEqual([]);
    });
    await sleep(10);
    expect(calls).toEqual(['a']);
  });

  it('never calls when it is rolled back', async () => {
    const failed = knex.transaction(async transaction => {
      call(transaction, 'a');
      undone();
    });
    await expect(failed).rejects.toThrow('undone');
    await sleep(10);
    expect(calls).toEqual([]);
  });

  it('waits for the outermost of nested transactions, and leaves out what was undone within', async () => {
    await knex.transaction(async outer => {
      await outer.transaction(async inner => call(inner, 'kept'));
      await outer
        .transaction(async inner => {
          call(inner, 'undone');
          undone();
        })
        .catch(() => {});
      await sleep(10);
      expect(calls).toEqual([]);
    });
    await sleep(10);
    expect(calls).toEqual(['kept']);

    const failed = knex.transaction(async outer => {
      await outer.transaction(async inner => call(inner, 'with it'));
      undone();
    });
    await expect(failed).rejects.toThrow('undone');
    await sleep(10);
    expect(calls).toEqual(['kept']);
  });
});
