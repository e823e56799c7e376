import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { startDeployments } from './__testUtils__/deployments';
import { DeploymentLookup } from './DeploymentLookup';
import { DatabaseDeploymentStore } from './DeploymentStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('DeploymentLookup, %s', databaseId => {
  let knex: Knex;
  let lookup: DeploymentLookup;
  let modelId: string;

  const environmentOf = (model: string, name: string) =>
    knex.transaction(transaction => lookup.environmentOf(transaction, model, name));

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    const started = await startDeployments(knex, ['Production']);
    modelId = started.model.id;
    await started.create({ environment: 'production' });
    await started.create({ name: 'spare', environment: 'development' });
    lookup = new DeploymentLookup(new DatabaseDeploymentStore(knex));
  });

  it('finds deployments, with their models and environments', async () => {
    expect(await lookup.find('risk')).toMatchObject({ name: 'risk', model_id: modelId });
    expect(await lookup.modelOf('spare')).toBe('risk');
    expect(await environmentOf(modelId, 'risk')).toBe('production');
    expect(await environmentOf(modelId, 'spare')).toBe('development');
    expect((await lookup.listDesired()).map(({ name }) => name)).toEqual(['risk', 'spare']);

    expect(await lookup.find('other')).toBeUndefined();
    expect(await lookup.modelOf('other')).toBeUndefined();
    expect(await environmentOf(modelId, 'other')).toBeUndefined();
    const ofOthers = '00000000-0000-4000-8000-000000000001';
    expect(await environmentOf(ofOthers, 'risk')).toBeUndefined();
  });

  it('doesn’t find those of a model that was deleted, whose environments a transaction may still ask for', async () => {
    await knex('models').where({ id: modelId }).update({ deleted_at: new Date() });
    expect(await lookup.find('risk')).toBeUndefined();
    expect(await lookup.modelOf('risk')).toBeUndefined();
    expect(await environmentOf(modelId, 'risk')).toBe('production');
  });

  it('reads environments in the transaction', async () => {
    await knex.transaction(async transaction => {
      await transaction('deployments').where({ name: 'risk' }).delete();
      expect(await lookup.environmentOf(transaction, modelId, 'risk')).toBeUndefined();
      expect(await lookup.environmentOf(transaction, modelId, 'spare')).toBe('development');
    });
  });
});
