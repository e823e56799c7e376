import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createRegistry } from '../__testUtils__/registry';
import { migrationsDirectory } from '../database/openDatabase';
import { AuditLog } from '../governance/AuditLog';
import { DeletedPurge } from './DeletedPurge';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const actor = { ref: 'user:default/guest' };
const DAY_MS = 24 * 3_600_000;
const digestOf = (text: string) => `sha256:${text.repeat(64)}`;

describe.each(databases.eachSupportedId())('the purge of what was deleted, %s', databaseId => {
  let knex: Knex;
  let registry: ReturnType<typeof createRegistry>;
  let forgotten: string[];

  const purgeAt = (now: Date) =>
    new DeletedPurge(
      knex,
      registry.stores,
      registry.index,
      new AuditLog(),
      [async (_transaction, modelId) => void forgotten.push(modelId)],
      mockServices.logger.mock(),
      DAY_MS,
    ).run(now);
  const register = (name: string) =>
    registry.registration.registerModel(
      actor,
      { name, owner: 'group:default/a', description: '', problemType: 'other', tags: ['t'] },
      {
        registration: {},
        artifact: { external: { format: 'pickle', uri: 's3://a/b', digest: digestOf('a') } },
      },
    );
  const tomorrow = () => new Date(Date.now() + DAY_MS + 1_000);

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    registry = createRegistry(knex);
    forgotten = [];
  });

  it('keeps what can still be restored, then removes the model with all that belongs to it', async () => {
    await register('gone');
    await register('stays');
    const { id } = await knex('models').where({ name: 'gone' }).first();
    await registry.editor.deleteModel(actor, 'gone', 'unused');
    await purgeAt(new Date());
    expect(await registry.stores.models.findDeleted('gone')).toBeDefined();

    await purgeAt(tomorrow());
    expect(await knex('models').pluck('name')).toEqual(['stays']);
    for (const table of ['versions', 'model_terms', 'model_prefixes', 'model_tags']) {
      expect(await knex(table).where({ model_id: id })).toEqual([]);
    }
    expect(forgotten).toEqual([id]);
    expect(await knex('audit_events').where({ resource: 'gone' }).pluck('action')).toEqual([
      'model.register',
      'model.delete',
      'model.purge',
    ]);
    await expect(register('gone')).resolves.toMatchObject({ created: true });
  });

  it('removes versions, whose numbers are not given out again', async () => {
    await register('model');
    const again = (text: string) =>
      registry.registration.registerVersion(actor, 'model', {
        registration: {},
        artifact: { external: { format: 'pickle', uri: 's3://a/b', digest: digestOf(text) } },
      });
    await again('b');
    await registry.editor.deleteVersion(actor, 'model', 2, 'wrong');
    await purgeAt(tomorrow());
    expect(await knex('versions').pluck('version')).toEqual([1]);
    await expect(
      registry.editor.restoreVersion(actor, 'model', 2, 'too late'),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    expect((await again('c')).version.version).toBe(3);
  });

  it('leaves alone what was restored', async () => {
    await register('back');
    await registry.editor.deleteModel(actor, 'back', 'unused');
    await registry.editor.restoreModel(actor, 'back', 'used');
    await purgeAt(tomorrow());
    expect(await knex('models').pluck('name')).toEqual(['back']);
  });

  it('keeps the bytes of a deleted version from the clean-up until it is gone', async () => {
    const digest = digestOf('d');
    await register('model');
    await knex('versions').update({ stored: true, digest });
    await registry.editor.deleteModel(actor, 'model', 'unused');
    expect(await registry.stores.versions.digestsInUse([digest])).toEqual(new Set([digest]));
    await purgeAt(tomorrow());
    expect(await registry.stores.versions.digestsInUse([digest])).toEqual(new Set());
  });
});
