import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { operationTable } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { riskMetadata, riskModel } from '../__testUtils__/files';
import { startMlops } from '../__testUtils__/startMlops';
import { contractActions } from './contractActions';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('the actions', () => {
  let knex: Knex;
  let mlops: Awaited<ReturnType<typeof startMlops>>;
  let denied: string | undefined;

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    mlops = await startMlops({
      knex,
      policy: ({ name }) => ({
        result: name === denied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
      }),
    });
    await mlops.api
      .post('/api/mlops/models')
      .field('metadata', JSON.stringify(riskMetadata))
      .attach('artifact', riskModel)
      .expect(201);
  });

  afterAll(async () => {
    await mlops?.stop();
  });

  const list = async () =>
    (await mlops.api.get('/api/mlops/.backstage/actions/v1/actions').expect(200)).body.actions;
  const invoke = (name: string, input: object) =>
    mlops.api.post(`/api/mlops/.backstage/actions/v1/actions/mlops:${name}/invoke`).send(input);

  it('are the operations of the contract, but for those that stream a file', async () => {
    const streamed = ['downloadArtifact', 'downloadRunChampion', 'exportAudit'];
    const names = (await list()).map((action: any) => action.name);
    expect(names).toHaveLength(Object.keys(operationTable).length - streamed.length);
    expect(
      contractActions()
        .map(action => action.operation)
        .sort(),
    ).toEqual(
      Object.keys(operationTable)
        .filter(operation => !streamed.includes(operation))
        .sort(),
    );
  });

  it('tell what they take, what it means and what they do', async () => {
    const actions = await list();
    const setAlias = actions.find((action: any) => action.name === 'set-alias');
    expect(setAlias.schema.input).toMatchObject({
      type: 'object',
      required: ['model', 'alias', 'version', 'reason'],
      properties: { version: { type: 'integer' }, reason: { type: 'string' } },
    });
    expect(setAlias.description).toMatch(/mlops\.alias\.update/);
    const listModels = actions.find((action: any) => action.name === 'list-models');
    expect(listModels.attributes).toMatchObject({ readOnly: true, destructive: false });
    expect(listModels.schema.input.properties.stage.items.enum).toContain('Production');
    expect(listModels.schema.input.properties.search.description).toMatch(/begin a word/);
    const deleteModel = actions.find((action: any) => action.name === 'delete-model');
    expect(deleteModel.attributes).toMatchObject({ readOnly: false, destructive: true });
  });

  it('do what the API does, and leave the audit event of whoever called', async () => {
    const found = await invoke('list-models', { search: 'late', metric: [] });
    expect(found.body.output.items.map((model: any) => model.name)).toEqual(['risk']);
    const changed = await invoke('set-alias', {
      model: 'risk',
      alias: 'champion',
      version: 1,
      reason: 'the only one',
    });
    expect(changed.body.output.aliases).toEqual([{ alias: 'champion', version: 1 }]);
    expect(await knex('audit_events').where({ action: 'alias.set' }).first()).toMatchObject({
      actor: 'user:default/mock',
      reason: 'the only one',
    });
    const document = await invoke('get-card-document', { model: 'risk', version: 1 });
    expect(document.body.output.content).toMatch(/risk/);
    const bom = await invoke('get-ml-bom', { model: 'risk', version: 1 });
    expect(JSON.parse(bom.body.output.content)).toMatchObject({ bomFormat: 'CycloneDX' });
  });

  it('refuse what the API refuses, for the same reasons', async () => {
    const unknown = await invoke('get-model', { model: 'nothing' });
    expect(unknown.status).toBe(404);
    expect(unknown.body.error.message).toMatch(/There is no model nothing/);
    const malformed = await invoke('get-model', { model: 'Not A Name' });
    expect(malformed.status).toBe(400);
    const nothing = await invoke('update-model', { model: 'risk' });
    expect(nothing.status).toBe(400);
    const missing = await invoke('set-alias', { model: 'risk' });
    expect(missing.status).toBe(400);
    denied = 'mlops.alias.update';
    const refused = await invoke('remove-alias', {
      model: 'risk',
      alias: 'champion',
      reason: 'no',
    });
    denied = undefined;
    expect(refused.status).toBe(403);
  });
});
