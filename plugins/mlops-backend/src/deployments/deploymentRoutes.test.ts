import { rename } from 'node:fs/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  filesBelow,
  riskMetadata,
  riskModel,
  riskModel2,
  riskReference,
} from '../__testUtils__/files';
import { eventually, startMlops } from '../__testUtils__/startMlops';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

/** A flight as the endpoint takes it. */
const oneFlight = (datatypes: Record<string, string>, values: Record<string, unknown>) => ({
  inputs: Object.entries(datatypes).map(([name, datatype]) => ({
    name,
    datatype,
    shape: [1, 1],
    data: [values[name]],
  })),
});

describe.each(databases.eachSupportedId())('deployments over HTTP, %s', databaseId => {
  let knex: Knex;
  let mlops: Awaited<ReturnType<typeof startMlops>>;
  let flight: ReturnType<typeof oneFlight>;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    mlops = await startMlops({ knex });
    const registered = await mlops.api
      .post('/api/mlops/models')
      .field('metadata', JSON.stringify(riskMetadata))
      .attach('artifact', riskModel)
      .attach('reference', riskReference);
    const { signature, sampleInputs } = registered.body.version;
    flight = oneFlight(
      Object.fromEntries(signature.inputs.map((input: any) => [input.name, input.datatype])),
      sampleInputs,
    );
    await mlops.api
      .post('/api/mlops/models/risk/versions')
      .field('metadata', '{}')
      .attach('artifact', riskModel2);
  });

  afterAll(async () => {
    await mlops?.stop();
  });

  const status = async (wanted: string) =>
    eventually(async () => {
      const { body } = await mlops.api.get('/api/mlops/deployments/risk');
      return body.status === wanted && body;
    });

  it('serves a version, and says where', async () => {
    const created = await mlops.api
      .post('/api/mlops/deployments')
      .send({ name: 'risk', model: 'risk', version: 1, reason: 'first try' });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      version: 1,
      revision: 1,
      target: 'embedded',
      allowEventTime: false,
    });
    const online = await status('online');
    const direct = await fetch(online.endpoint.inferUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'mine', ...flight }),
    });
    const answer: any = await direct.json();
    expect(answer).toMatchObject({ id: 'mine', model_name: 'risk', model_version: '1' });
    const tried = await mlops.api.post('/api/mlops/deployments/risk/infer').send(flight);
    expect(tried.status).toBe(200);
    expect(tried.body.outputs).toEqual(answer.outputs);
    const list = await mlops.api.get('/api/mlops/models?deployed=true');
    expect(list.body.items[0].deployments).toEqual([
      {
        name: 'risk',
        target: 'embedded',
        status: 'online',
        version: 1,
        environment: 'development',
      },
    ]);
  });

  it('counts what programs ask, not what people try in the portal', async () => {
    const { endpoint } = await status('online');
    const rowsCounted = async () => {
      const { body } = await mlops.api.get('/api/mlops/deployments/risk/traffic');
      return body.total.rows;
    };
    // What the test before asked directly.
    await eventually(async () => (await rowsCounted()) === 1);
    await mlops.api.post('/api/mlops/deployments/risk/infer').send(flight);
    await fetch(endpoint.inferUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(flight),
    });
    await eventually(async () => (await rowsCounted()) === 2);
  });

  it('passes the refusal of the endpoint on in the error body of the contract', async () => {
    const response = await mlops.api
      .post('/api/mlops/deployments/risk/infer')
      .send({ inputs: flight.inputs.slice(1) });
    expect(response.status).toBe(400);
    expect(response.body.error).toMatchObject({
      name: 'InferenceError',
      message: expect.stringMatching(/missing|input/i),
    });
  });

  it('replaces the version without a request failing meanwhile', async () => {
    const { endpoint } = await status('online');
    const versions = new Set<string>();
    let going = true;
    const asking = (async () => {
      while (going) {
        const response = await fetch(endpoint.inferUrl, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(flight),
        });
        expect(response.status).toBe(200);
        versions.add(response.headers.get('x-model-version')!);
      }
    })();
    const deployed = await mlops.api
      .post('/api/mlops/deployments/risk/revisions')
      .send({ version: 2, reason: 'boosting is better' });
    expect(deployed.body).toMatchObject({ version: 2, revision: 2 });
    await status('online');
    await eventually(async () => versions.has('2'));
    going = false;
    await asking;
    expect([...versions].sort()).toEqual(['1', '2']);
  });

  it('makes no revision of what changes nothing', async () => {
    const again = await mlops.api
      .post('/api/mlops/deployments/risk/revisions')
      .send({ version: 2, reason: 'to be sure' });
    expect(again.body).toMatchObject({ version: 2, revision: 2 });
  });

  it('stops serving and keeps the history', async () => {
    const { endpoint } = await status('online');
    const stopped = await mlops.api
      .post('/api/mlops/deployments/risk/undeploy')
      .send({ reason: 'season over' });
    expect(stopped.body).toMatchObject({ status: 'undeployed', revision: 3 });
    expect(stopped.body.endpoint).toBeUndefined();
    await eventually(
      async () => (await fetch(endpoint.inferUrl, { method: 'POST' })).status === 404,
    );
    const tried = await mlops.api.post('/api/mlops/deployments/risk/infer').send(flight);
    expect(tried.status).toBe(503);
    const history = await mlops.api.get('/api/mlops/deployments/risk/revisions');
    expect(history.body.items).toMatchObject([
      { revision: 3, action: 'undeploy', reason: 'season over', createdBy: 'user:default/mock' },
      { revision: 2, action: 'deploy', version: 2 },
      { revision: 1, action: 'deploy', version: 1, reason: 'first try' },
    ]);
    const audit = await knex('audit_events').where({ resource_kind: 'deployment' }).orderBy('seq');
    expect(audit.map(row => [row.action, row.reason])).toEqual([
      ['deployment.create', 'first try'],
      ['deployment.deploy', 'boosting is better'],
      ['deployment.undeploy', 'season over'],
    ]);
    const alone = { canary: null, challengers: [], follow: null, bakeLimits: null };
    expect(JSON.parse(audit[1].before)).toEqual({ revision: 1, version: 1, ...alone });
    expect(JSON.parse(audit[1].after)).toEqual({ revision: 2, version: 2, ...alone });
  });

  it.each([
    ['a version that is not there', { name: 'x', model: 'risk', version: 9, reason: 'r' }, 404],
    ['a model that is not there', { name: 'x', model: 'nothing', version: 1, reason: 'r' }, 404],
    [
      'an unknown target',
      { name: 'x', model: 'risk', version: 1, target: 'moon', reason: 'r' },
      400,
    ],
    ['no reason', { name: 'x', model: 'risk', version: 1 }, 400],
    ['a name that is taken', { name: 'risk', model: 'risk', version: 1, reason: 'r' }, 409],
  ])('refuses a deployment of %s', async (_what, body, expected) => {
    const response = await mlops.api.post('/api/mlops/deployments').send(body);
    expect([response.status, response.body.error.message.length > 10]).toEqual([expected, true]);
    expect(await knex('deployments').pluck('name')).toEqual(['risk']);
  });

  it('says why a deployment failed, and serves it when the reason is gone', async () => {
    const { body: version } = await mlops.api.get('/api/mlops/models/risk/versions/1');
    const hex = version.digest.slice('sha256:'.length);
    const blob = (await filesBelow(mlops.directory)).find(file => file.endsWith(hex))!;
    await rename(blob, `${blob}.away`);
    await mlops.api
      .post('/api/mlops/deployments/risk/revisions')
      .send({ version: 1, reason: 'once more' });
    const failed = await status('failed');
    expect(failed.statusMessage).toMatch(/artifact/i);
    await rename(`${blob}.away`, blob);
    await mlops.api.post('/api/mlops/deployments/risk/undeploy').send({ reason: 'mend' });
    await mlops.api
      .post('/api/mlops/deployments/risk/revisions')
      .send({ version: 1, reason: 'mended' });
    await status('online');
  });
});
