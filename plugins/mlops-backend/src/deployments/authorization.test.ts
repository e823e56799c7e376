import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PolicyDecision } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { registerRisk } from '../__testUtils__/riskEndpoint';
import { startMlops } from '../__testUtils__/startMlops';
import { createModelConditionalDecision, modelConditions } from '../governance/modelRules';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };

describe('who may change deployments', () => {
  let knex: Knex;
  let mlops: Awaited<ReturnType<typeof startMlops>>;
  /** What the policy says of deployments and tokens. */
  let rule: (permission: any) => PolicyDecision = () => allow;

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    mlops = await startMlops({
      knex,
      policy: permission =>
        /^mlops\.(deployment|token)\./.test(permission.name) ? rule(permission) : allow,
    });
    await registerRisk(mlops);
    for (const to of ['Staging', 'Production']) {
      await mlops.api
        .post('/api/mlops/models/risk/versions/1/transitions')
        .send({ to, reason: 'good' });
    }
    for (const [name, environment] of [
      ['lab', 'development'],
      ['live', 'production'],
    ]) {
      await mlops.api
        .post('/api/mlops/deployments')
        .send({ name, model: 'risk', version: 1, environment, reason: 'to begin with' });
    }
  });

  afterAll(async () => {
    await mlops?.stop();
  });

  afterEach(() => {
    rule = () => allow;
  });

  const only = (condition: any) => (permission: any) =>
    createModelConditionalDecision(permission, condition);

  const statusOf = async (method: 'post' | 'put' | 'patch' | 'delete', path: string, body = {}) => {
    const sent = mlops.api[method](`/api/mlops/deployments${path}`);
    const { status } = await sent.send({ ...body, reason: 'because' });
    return status;
  };

  it('is allowed where nothing is asked of environments and stages', async () => {
    const { body } = await mlops.api.get('/api/mlops/deployments');
    expect(body.items.map((one: any) => [one.name, one.environment])).toEqual([
      ['lab', 'development'],
      ['live', 'production'],
    ]);
  });

  it('is decided within the environment of the deployment', async () => {
    rule = only(modelConditions.inEnvironment({ environments: ['development'] }));
    const request = { name: 'x', model: 'risk', version: 1 };
    const attempts = (name: string) => [
      statusOf('put', `/${name}/challengers`, { versions: [] }),
      statusOf('delete', `/${name}/canary?reason=r`),
      statusOf('patch', `/${name}`, { bakeLimits: null }),
      statusOf('post', `/${name}/revisions`, { version: 1 }),
      statusOf('post', `/${name}/rollback`, { revision: 1 }),
    ];
    expect(await Promise.all(attempts('lab'))).toEqual(Array(5).fill(200));
    expect(await Promise.all(attempts('live'))).toEqual(Array(5).fill(403));
    const token = (name: string) =>
      mlops.api.post(`/api/mlops/deployments/${name}/tokens`).send({ name: 'program' });
    expect([(await token('lab')).status, (await token('live')).status]).toEqual([201, 403]);
    expect((await mlops.api.get('/api/mlops/deployments/live/tokens')).status).toBe(403);
    expect(await statusOf('post', '/live/undeploy')).toBe(403);
    expect(await statusOf('post', '', { ...request, environment: 'production' })).toBe(403);
    expect(await statusOf('post', '', { ...request, name: 'second-lab' })).toBe(201);
  });

  it('is decided at the stage of the versions that it is about', async () => {
    rule = only(modelConditions.hasStage({ stages: ['None'] }));
    expect(await statusOf('post', '/lab/revisions', { version: 1 })).toBe(403);
    expect(await statusOf('put', '/lab/challengers', { versions: [2] })).toBe(200);
    expect(await statusOf('put', '/lab/canary', { version: 3, weight: 5 })).toBe(200);
    // The champion is in Production, so not all of them are in None.
    expect(await statusOf('post', '/lab/undeploy')).toBe(403);
    expect(await statusOf('post', '/lab/rollback', { revision: 1 })).toBe(403);
    expect(await statusOf('patch', '/lab', { follow: 'Production' })).toBe(403);
    expect(await statusOf('delete', '/lab/canary?reason=r')).toBe(200);
    expect(await statusOf('put', '/lab/challengers', { versions: [] })).toBe(200);
    const request = { name: 'y', model: 'risk', version: 2, follow: 'Staging' };
    expect(await statusOf('post', '', request)).toBe(403);
  });
});
