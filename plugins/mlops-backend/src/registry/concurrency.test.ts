import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { filesBelow, riskMetadata, riskModel, variantOf } from '../__testUtils__/files';
import { startMlops } from '../__testUtils__/startMlops';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('registering at once, %s', databaseId => {
  let knex: Knex;
  let mlops: Awaited<ReturnType<typeof startMlops>>;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    mlops = await startMlops({ knex });
  });

  afterAll(async () => {
    await mlops?.stop();
  });

  const registerModel = (name: string, file: Buffer) =>
    mlops.api
      .post('/api/mlops/models')
      .field('metadata', JSON.stringify({ ...riskMetadata, name }))
      .attach('artifact', file, 'model.onnx');

  const registerVersion = (name: string, file: Buffer, metadata: object = {}) =>
    mlops.api
      .post(`/api/mlops/models/${name}/versions`)
      .field('metadata', JSON.stringify(metadata))
      .attach('artifact', file, 'model.onnx');

  it('makes one model and one version of one artifact, and tells all 20 clients the same', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => registerModel('same', variantOf(riskModel, 0))),
    );
    expect(answers.map(answer => answer.status).sort()).toEqual([...Array(19).fill(200), 201]);
    expect(new Set(answers.map(answer => JSON.stringify(answer.body.version))).size).toBe(1);
    expect(answers[0].body).toMatchObject({ model: 'same', version: { version: 1 } });
    expect(await knex('audit_events').where({ resource: 'same@1' }).pluck('action')).toEqual([
      'version.register',
    ]);
  });

  it('makes one further version of one artifact, and tells all 20 clients the same', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => registerVersion('same', variantOf(riskModel, 1))),
    );
    expect(answers.map(answer => answer.status).sort()).toEqual([...Array(19).fill(200), 201]);
    expect(new Set(answers.map(answer => JSON.stringify(answer.body.version))).size).toBe(1);
    expect(answers[0].body.version.version).toBe(2);
  });

  it('numbers 50 different artifacts from 1 to 50 without a gap', async () => {
    await mlops.api
      .post('/api/mlops/models')
      .send({ ...riskMetadata, name: 'many' })
      .expect(201);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        registerVersion('many', variantOf(riskModel, index)),
      ),
    );
    const oneToFifty = Array.from({ length: 50 }, (_, index) => index + 1);
    expect(answers.map(answer => answer.status)).toEqual(Array(50).fill(201));
    expect(answers.map(answer => answer.body.version.version).sort((a, b) => a - b)).toEqual(
      oneToFifty,
    );
    expect(await knex('models').where({ name: 'many' }).first()).toMatchObject({
      version_count: 50,
      live_versions: 50,
      latest_version: 50,
    });
    expect((await filesBelow(mlops.directory)).filter(file => /staging/.test(file))).toEqual([]);
  });

  it('makes a new version of the same artifact where that is asked for', async () => {
    const again = await registerVersion('same', variantOf(riskModel, 1), { newVersion: true });
    expect(again.status).toBe(201);
    expect(again.body).toMatchObject({ created: true, version: { version: 3 } });
    const idempotent = await registerVersion('same', variantOf(riskModel, 1));
    expect(idempotent.status).toBe(200);
    expect(idempotent.body).toMatchObject({ created: false, version: { version: 3 } });
  });
});
