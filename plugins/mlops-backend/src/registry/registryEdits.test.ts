import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { Knex } from 'knex';
import { filesBelow, riskMetadata, riskModel, riskModel2, variantOf } from '../__testUtils__/files';
import { startMlops } from '../__testUtils__/startMlops';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const because = { reason: 'because' };

const group = (name: string, relations: Array<[string, string]>): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name },
  spec: { type: 'team', children: [] },
  relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
});

describe.each(databases.eachSupportedId())('changing what is registered, %s', databaseId => {
  let knex: Knex;
  let mlops: Awaited<ReturnType<typeof startMlops>>;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    mlops = await startMlops({
      knex,
      entities: [
        group('airline', [['parentOf', 'group:default/operations']]),
        group('operations', [
          ['hasMember', 'user:default/amelia'],
          ['parentOf', 'group:default/airline'],
        ]),
      ],
    });
  });

  afterAll(async () => {
    await mlops?.stop();
  });

  const register = (metadata: object, file: string | Buffer = riskModel) =>
    mlops.api
      .post('/api/mlops/models')
      .field('metadata', JSON.stringify({ ...riskMetadata, ...metadata }))
      .attach('artifact', file, 'model.onnx')
      .expect(201);
  const addVersion = (model: string, file: string | Buffer, metadata: object = {}) =>
    mlops.api
      .post(`/api/mlops/models/${model}/versions`)
      .field('metadata', JSON.stringify(metadata))
      .attach('artifact', file, 'model.onnx');
  const names = async (query: string): Promise<string[]> => {
    const { body } = await mlops.api.get(`/api/mlops/models?${query}`).expect(200);
    return body.items.map((model: any) => model.name);
  };
  const actions = (resource: string) =>
    knex('audit_events').where({ resource }).orderBy('seq').pluck('action');

  it('changes what is said of a model, and finds it by the new words only', async () => {
    await register({ name: 'edited', description: 'Old words' });
    const changed = await mlops.api.patch('/api/mlops/models/edited').send({
      description: 'New phrasing',
      system: 'System:Default/Flights',
      tags: ['fresh'],
      reason: 'clearer',
    });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({
      description: 'New phrasing',
      system: 'system:default/flights',
      tags: ['fresh'],
      owner: riskMetadata.owner,
    });
    expect(await names('search=phras')).toEqual(['edited']);
    expect(await names('search=old%20words')).toEqual([]);
    expect(await names('tag=fresh')).toEqual(['edited']);
    expect(await names('system=system:default/flights')).toEqual(['edited']);
    expect(
      (await mlops.api.patch('/api/mlops/models/edited').send({ system: null })).body.system,
    ).toBeUndefined();
    expect(await mlops.api.patch('/api/mlops/models/edited').send({})).toMatchObject({
      status: 400,
    });
  });

  it('leaves a model alone that the catalog declares', async () => {
    await register({ name: 'declared' });
    await knex('models').where({ name: 'declared' }).update({ declared_by: 'component:default/d' });
    const refused = await mlops.api
      .patch('/api/mlops/models/declared')
      .send({ description: 'by hand' });
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toMatch(/declared by component:default\/d/);
  });

  it('leaves no trace of a change that changes nothing', async () => {
    await register({ name: 'unchanged' });
    const before = (await mlops.api.get('/api/mlops/models/unchanged')).body;
    const { description, tags } = before;
    for (const same of [{ reason: 'no reason' }, { description, tags }, { system: null }]) {
      await mlops.api.patch('/api/mlops/models/unchanged').send(same).expect(200);
    }
    await mlops.api.patch('/api/mlops/models/unchanged/versions/1').send({ notes: '' }).expect(200);
    expect((await mlops.api.get('/api/mlops/models/unchanged')).body).toEqual(before);
    expect(await actions('unchanged')).toEqual(['model.register']);
    expect(await actions('unchanged@1')).toEqual(['version.register']);
  });

  it('finds words of any script, and registers words that differ only behind what is kept', async () => {
    const long = 'a'.repeat(63);
    await register({
      name: 'scripts',
      description: `${long}\u{1D49C} ${long}\u{1D49E} ÅNGSTRÖM 模型`,
    });
    expect(await names('search=angstr')).toEqual(['scripts']);
    expect(await names(`search=${encodeURIComponent('模')}`)).toEqual(['scripts']);
  });

  it('refuses queries that no number or place is meant by', async () => {
    for (const query of [
      'metric=test.auc>.',
      'metric=test.auc>1.2.3',
      `cursor=${Buffer.from('[1,"no id"]').toString('base64url')}&sort=metric:test.auc`,
    ]) {
      const { status } = await mlops.api.get(`/api/mlops/models?${query}`);
      expect({ query, status }).toEqual({ query, status: 400 });
    }
    expect(await names('metric=test.a%0Ab>1')).toEqual([]);
    expect(await names('framework=Spark%20(MLlib)!')).toEqual([]);
  });

  it('changes the words about a version and nothing else of it', async () => {
    await register({ name: 'noted' });
    const path = '/api/mlops/models/noted/versions/1';
    const before = (await mlops.api.get(path)).body;
    const changed = await mlops.api.patch(path).send({ notes: '**Mind** the gap', tags: ['seen'] });
    expect(changed.body).toEqual({ ...before, notes: '**Mind** the gap', tags: ['seen'] });
    expect((await mlops.api.patch(path).send({ stage: 'Production' })).status).toBe(400);
    expect(await actions('noted@1')).toEqual(['version.register', 'version.update']);
  });

  it('moves aliases, finds models by them, and keeps a version that has one', async () => {
    await register({ name: 'named' });
    await addVersion('named', riskModel2).expect(201);
    const path = '/api/mlops/models/named/aliases/champion';
    await mlops.api
      .put(path)
      .send({ version: 1, ...because })
      .expect(200);
    const moved = await mlops.api.put(path).send({ version: 2, ...because });
    expect(moved.body.aliases).toEqual([{ alias: 'champion', version: 2 }]);
    // Where it points already, nothing changes.
    await mlops.api
      .put(path)
      .send({ version: 2, ...because })
      .expect(200);
    expect(await actions('named')).toEqual(['model.register', 'alias.set', 'alias.set']);
    expect(await names('alias=champion')).toEqual(['named']);
    expect((await mlops.api.get('/api/mlops/models/named/versions/2')).body.aliases).toEqual([
      'champion',
    ]);
    expect((await mlops.api.put(path).send({ version: 9, ...because })).status).toBe(404);
    const kept = await mlops.api.delete('/api/mlops/models/named/versions/2?reason=old');
    expect(kept.status).toBe(409);
    expect(kept.body.error.message).toMatch(/has the alias champion/);
    await mlops.api.delete(`${path}?reason=done`).expect(200);
    expect((await mlops.api.delete(`${path}?reason=done`)).status).toBe(404);
    expect(await names('alias=champion')).toEqual([]);
  });

  it('deletes a version, gives its number to no other, and restores it', async () => {
    await register({ name: 'short' });
    await addVersion('short', riskModel2).expect(201);
    const deleted = await mlops.api.delete('/api/mlops/models/short/versions/2?reason=wrong');
    expect(deleted.body).toMatchObject({ version: 2, deletedAt: expect.any(String) });
    expect((await mlops.api.get('/api/mlops/models/short/versions/2')).body.deletedAt).toBe(
      deleted.body.deletedAt,
    );
    expect((await mlops.api.get('/api/mlops/models/short/versions/2/artifact')).status).toBe(404);
    expect((await mlops.api.get('/api/mlops/models/short')).body).toMatchObject({
      versionCount: 1,
      latestVersion: { version: 1 },
    });
    const gone = await mlops.api.get('/api/mlops/models/short/versions?deleted=true');
    expect(gone.body).toMatchObject({ totalItems: 1, items: [{ version: 2 }] });
    expect((await addVersion('short', variantOf(riskModel, 3))).body.version.version).toBe(3);
    await mlops.api.post('/api/mlops/models/short/versions/2/restore').send(because).expect(200);
    const { body } = await mlops.api.get('/api/mlops/models/short/versions');
    expect(body.items.map((version: any) => version.version)).toEqual([3, 2, 1]);
    expect(
      (await mlops.api.post('/api/mlops/models/short/versions/2/restore').send(because)).status,
    ).toBe(404);
    expect(await actions('short@2')).toEqual([
      'version.register',
      'version.delete',
      'version.restore',
    ]);
  });

  it('deletes a model, keeps its name taken, and restores it as it was', async () => {
    await register({ name: 'temporary' });
    const before = (await mlops.api.get('/api/mlops/models/temporary')).body;
    await mlops.api.delete('/api/mlops/models/temporary').expect(400);
    await mlops.api.delete('/api/mlops/models/temporary?reason=unused').expect(200);
    expect((await mlops.api.get('/api/mlops/models/temporary')).body.deletedAt).toBeDefined();
    for (const path of ['/versions', '/versions/1', '/versions/1/card', '/evaluations']) {
      const { status } = await mlops.api.get(`/api/mlops/models/temporary${path}`);
      expect({ path, status }).toEqual({ path, status: 404 });
    }
    expect(await names('search=late')).not.toContain('temporary');
    expect(await names('deleted=true')).toEqual(['temporary']);
    const taken = await mlops.api
      .post('/api/mlops/models')
      .send({ ...riskMetadata, name: 'temporary' });
    expect(taken.status).toBe(409);
    expect(taken.body.error.message).toMatch(/can still be restored/);
    expect((await addVersion('temporary', riskModel2)).status).toBe(404);
    await mlops.api.post('/api/mlops/models/temporary/restore').send(because).expect(200);
    const after = (await mlops.api.get('/api/mlops/models/temporary')).body;
    expect(after).toEqual({ ...before, updatedAt: after.updatedAt });
  });

  it('refuses to delete what is deployed, and to deploy what is deleted', async () => {
    await register({ name: 'serving' });
    await addVersion('serving', riskModel2).expect(201);
    const deployment = { name: 'serving', model: 'serving', version: 1, ...because };
    await mlops.api.post('/api/mlops/deployments').send(deployment).expect(201);
    for (const path of ['serving', 'serving/versions/1']) {
      const refused = await mlops.api.delete(`/api/mlops/models/${path}?reason=no`);
      expect(refused.status).toBe(409);
      expect(refused.body.error.message).toMatch(/deployed as serving: undeploy it first/);
    }
    await mlops.api.delete('/api/mlops/models/serving/versions/2?reason=no').expect(200);
    const missing = await mlops.api
      .post('/api/mlops/deployments/serving/revisions')
      .send({ version: 2, ...because });
    expect(missing.status).toBe(404);
    await mlops.api.post('/api/mlops/deployments/serving/undeploy').send(because).expect(200);
    await mlops.api.delete('/api/mlops/models/serving?reason=no').expect(200);
    expect((await mlops.api.get('/api/mlops/deployments/serving')).status).toBe(404);
    expect(
      (await mlops.api.get('/api/mlops/deployments')).body.items.map((one: any) => one.name),
    ).not.toContain('serving');
  });

  it('lets one of a deletion and a deployment at once win, never both', async () => {
    for (let round = 0; round < 8; round++) {
      const name = `race-${round}`;
      await register({ name });
      const [deleted, deployed] = await Promise.all([
        mlops.api.delete(`/api/mlops/models/${name}?reason=race`),
        mlops.api
          .post('/api/mlops/deployments')
          .send({ name, model: name, version: 1, ...because }),
      ]);
      expect([
        [200, 404],
        [409, 201],
      ]).toContainEqual([deleted.status, deployed.status]);
    }
  });

  it('lists what a group, the groups below it and their members own', async () => {
    await register({ name: 'of-amelia', owner: 'user:default/amelia' });
    await register({ name: 'of-operations', owner: 'group:default/operations' });
    expect(await names('group=group:default/airline')).toEqual(['of-amelia', 'of-operations']);
    expect(await names('group=group:default/unknown')).toEqual([]);
  });

  it('registers what stays elsewhere by what is said of it, and serves none of it', async () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const files = await filesBelow(mlops.directory);
    const artifact = {
      format: 'pickle',
      uri: 's3://models/churn.pkl',
      digest,
      sizeBytes: 12,
    };
    const made = await mlops.api
      .post('/api/mlops/models')
      .send({ ...riskMetadata, name: 'external', version: { artifact, algorithm: 'SVC' } });
    expect(made.status).toBe(201);
    expect(made.body.version).toMatchObject({
      format: 'pickle',
      digest,
      uri: 's3://models/churn.pkl',
      servable: false,
      signature: { inputs: [], outputs: [] },
    });
    expect(await filesBelow(mlops.directory)).toEqual(files);
    const deployed = await mlops.api
      .post('/api/mlops/deployments')
      .send({ name: 'external', model: 'external', version: 1, ...because });
    expect(deployed.status).toBe(400);
    expect(deployed.body.error.message).toMatch(/serves onnx .* kept elsewhere, as pickle/);
    const download = await mlops.api.get('/api/mlops/models/external/versions/1/artifact');
    expect(download.status).toBe(400);
    for (const wrong of [
      { ...artifact, digest: undefined },
      { ...artifact, uri: 'https://me:secret@example.com/a' },
      { ...artifact, format: 'zip' },
    ]) {
      const refused = await mlops.api
        .post('/api/mlops/models/external/versions')
        .send({ artifact: wrong });
      expect(refused.status).toBe(400);
      expect(JSON.stringify(refused.body.error)).not.toContain('secret');
    }
  });

  it('asks for an artifact where there is none, and for one only', async () => {
    expect((await mlops.api.post('/api/mlops/models/external/versions').send({})).status).toBe(400);
    const twice = await addVersion('external', riskModel, {
      artifact: { url: 'https://example.com/a.onnx' },
    });
    expect(twice.status).toBe(400);
    const elsewhere = await mlops.api
      .post('/api/mlops/models/external/versions')
      .send({ artifact: { url: 'https://example.com/a.onnx' } });
    expect(elsewhere.status).toBe(400);
    expect(elsewhere.body.error.message).toMatch(/mlops\.artifacts\.remote allows no source/);
  });
});
