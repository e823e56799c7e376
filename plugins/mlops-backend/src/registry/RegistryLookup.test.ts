import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createRegistry } from '../__testUtils__/registry';
import { migrationsDirectory } from '../database/openDatabase';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const actor = { ref: 'user:default/ada' };

describe.each(databases.eachSupportedId())('RegistryLookup, %s', databaseId => {
  let knex: Knex;
  let registry: ReturnType<typeof createRegistry>;
  let models: ReturnType<typeof createRegistry>['models'];

  const register = async (name: string, count: number) => {
    await registry.registration.registerModel(
      actor,
      { name, owner: 'group:default/a', description: '', problemType: 'other', tags: [] },
      undefined,
    );
    for (let version = 1; version <= count; version++) {
      const digest = `sha256:${String(version).repeat(64)}`;
      await registry.registration.registerVersion(actor, name, {
        registration: {},
        artifact: { external: { format: 'pickle', uri: 's3://a/b', digest } },
      });
    }
    return (await models.find(name))!.id;
  };
  const deleteModel = (name: string) => registry.editor.deleteModel(actor, name, 'unused');
  const deleteVersion = (version: number) =>
    registry.editor.deleteVersion(actor, 'risk', version, 'wrong');
  const inTransaction = <T>(read: (transaction: Knex.Transaction) => Promise<T>) =>
    knex.transaction(read);

  /** Whether something that begins while a transaction is under way waits for its end. */
  async function waits(
    first: (transaction: Knex.Transaction) => Promise<unknown>,
    second: () => Promise<unknown>,
  ): Promise<boolean> {
    let isOver = false;
    let began: Promise<void> | undefined;
    const wasOver = await inTransaction(async transaction => {
      await first(transaction);
      began = second().then(() => {
        isOver = true;
      });
      await new Promise(resolve => setTimeout(resolve, 300));
      return isOver;
    });
    await began;
    return !wasOver;
  }

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    registry = createRegistry(knex);
    models = registry.models;
  });

  it('finds models and versions', async () => {
    const id = await register('risk', 2);
    expect(await models.find('risk')).toMatchObject({ id, name: 'risk' });
    expect(await models.findOrDeleted('risk')).toMatchObject({ id });
    expect(await models.findVersion(id, 2)).toMatchObject({ version: 2, stage: 'None' });
    expect(await models.findVersionOf('risk', 2)).toMatchObject({ model_id: id, version: 2 });
    expect(await inTransaction(tx => models.lock(tx, 'risk'))).toMatchObject({ id });
    expect(await inTransaction(tx => models.holdVersion(tx, 'risk', 1))).toBe(true);

    expect(await models.find('other')).toBeUndefined();
    expect(await models.findOrDeleted('other')).toBeUndefined();
    expect(await models.findVersionOf('other', 1)).toBeUndefined();
    expect(await models.findVersionOf('risk', 3)).toBeUndefined();
    expect(await inTransaction(tx => models.lock(tx, 'other'))).toBeUndefined();
    expect(await inTransaction(tx => models.holdVersion(tx, 'other', 1))).toBe(false);
    expect(await inTransaction(tx => models.holdVersion(tx, 'risk', 3))).toBe(false);
  });

  it('doesn’t find a model that was deleted, but where that is asked for', async () => {
    const id = await register('risk', 1);
    await deleteModel('risk');
    expect(await models.find('risk')).toBeUndefined();
    expect(await models.findVersionOf('risk', 1)).toBeUndefined();
    expect(await inTransaction(tx => models.lock(tx, 'risk'))).toBeUndefined();
    expect(await inTransaction(tx => models.holdVersion(tx, 'risk', 1))).toBe(false);
    expect(await models.findOrDeleted('risk')).toMatchObject({ id, name: 'risk' });
    expect(await models.findVersion(id, 1)).toMatchObject({ version: 1 });

    await registry.editor.restoreModel(actor, 'risk', 'needed');
    expect(await inTransaction(tx => models.lock(tx, 'risk'))).toMatchObject({ id });
  });

  it('doesn’t find a version that was deleted', async () => {
    const id = await register('risk', 2);
    await deleteVersion(1);
    expect(await models.findVersion(id, 1)).toBeUndefined();
    expect(await models.findVersionOf('risk', 1)).toBeUndefined();
    expect(await inTransaction(tx => models.holdVersion(tx, 'risk', 1))).toBe(false);
    expect(await inTransaction(tx => models.holdVersion(tx, 'risk', 2))).toBe(true);
  });

  it('reads in the transaction that it is given', async () => {
    const id = await register('risk', 1);
    await inTransaction(async transaction => {
      await transaction('versions').where({ model_id: id }).update({ deleted_at: new Date() });
      expect(await models.findVersion(id, 1, transaction)).toBeUndefined();
      expect(await models.holdVersion(transaction, 'risk', 1)).toBe(false);
      await transaction('models').where({ id }).update({ deleted_at: new Date() });
      expect(await models.lock(transaction, 'risk')).toBeUndefined();
    });
  });

  it('keeps others from a model that it locked, even from one that is deleted', async () => {
    await register('risk', 1);
    const lock = (tx: Knex.Transaction) => models.lock(tx, 'risk');
    expect(await waits(lock, () => inTransaction(lock))).toBe(true);
    expect(await waits(lock, () => deleteModel('risk'))).toBe(true);
    const restore = () => registry.editor.restoreModel(actor, 'risk', 'needed');
    expect(await waits(lock, restore)).toBe(true);
  });

  it('keeps a version from being deleted', async () => {
    await register('risk', 2);
    const hold = (tx: Knex.Transaction) => models.holdVersion(tx, 'risk', 1);
    expect(await waits(hold, () => deleteVersion(1))).toBe(true);
    expect(await inTransaction(hold)).toBe(false);
  });

  it('tells the stages of the versions that there are', async () => {
    const id = await register('risk', 3);
    await register('other', 4);
    await knex('versions').where({ model_id: id, version: 2 }).update({ stage: 'Production' });
    await deleteVersion(3);
    expect(await models.stagesOf(id, [1, 2, 3, 4])).toEqual(
      new Map([
        [1, 'None'],
        [2, 'Production'],
      ]),
    );
    expect(await models.stagesOf(id, [])).toEqual(new Map());
  });

  it('shows versions by the name of their model', async () => {
    const { versions } = registry;
    await register('risk', 1);
    await registry.editor.addEvaluation(actor, 'risk', 1, {
      name: 'flights',
      split: 'test',
      metrics: { auc: 0.9 },
    });
    expect(await versions.get('risk', 1)).toMatchObject({ model: 'risk', version: 1 });
    expect(await versions.evaluationsOf('risk', 1)).toMatchObject([{ metrics: { auc: 0.9 } }]);
    expect(await versions.findSubject('risk', 1)).toMatchObject({
      model: { name: 'risk' },
      version: { version: 1 },
      evaluations: [{ split: 'test' }],
    });

    const missing = 'The model risk has no version 2';
    await expect(versions.get('risk', 2)).rejects.toThrow(missing);
    await expect(versions.evaluationsOf('risk', 2)).rejects.toThrow(missing);
    expect(await versions.findSubject('risk', 2)).toBeUndefined();

    await deleteModel('risk');
    await expect(versions.get('risk', 1)).rejects.toThrow('There is no model risk');
    await expect(versions.evaluationsOf('risk', 1)).rejects.toThrow('There is no model risk');
    expect(await versions.findSubject('risk', 1)).toBeUndefined();
  });
});
