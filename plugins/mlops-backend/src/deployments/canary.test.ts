import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { ask, registerRisk } from '../__testUtils__/riskEndpoint';
import { eventually, startMlops } from '../__testUtils__/startMlops';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const REQUESTS = 60;

describe.each(databases.eachSupportedId())('a canary and a challenger, %s', databaseId => {
  let knex: Knex;
  let mlops: Awaited<ReturnType<typeof startMlops>>;
  let flight: object;
  let inferUrl: string;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    mlops = await startMlops({ knex });
    flight = await registerRisk(mlops);
    await mlops.api
      .post('/api/mlops/deployments')
      .send({ name: 'risk', model: 'risk', version: 1, reason: 'to begin with' });
  });

  afterAll(async () => {
    await mlops?.stop();
  });

  const change = (method: 'put' | 'post', path: string, body: object) =>
    mlops.api[method](`/api/mlops/deployments/risk/${path}`).send({ ...body, reason: 'to see' });

  const online = () =>
    eventually(async () => {
      const { body } = await mlops.api.get('/api/mlops/deployments/risk');
      return body.status === 'online' && body;
    });

  it('answer and observe beside the champion', async () => {
    await change('put', 'canary', { version: 2, weight: 50 });
    const { status, body } = await change('put', 'challengers', { versions: [3] });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { version: 1, canary: { version: 2, weight: 50 }, challengers: [3], revision: 3 },
    });
    const deployment = await online();
    expect(deployment.endpoint.needsToken).toBe(false);
    inferUrl = deployment.endpoint.inferUrl;

    const answeredBy = new Map<string, number>();
    for (let index = 0; index < REQUESTS; index++) {
      const answer = await ask(inferUrl, flight, { 'x-routing-key': `customer ${index}` });
      expect(answer).toMatchObject({ status: 200, body: { model_version: answer.version } });
      answeredBy.set(answer.version!, (answeredBy.get(answer.version!) ?? 0) + 1);
      const again = await ask(inferUrl, flight, { 'x-routing-key': `customer ${index}` });
      expect(again.version).toBe(answer.version);
    }
    expect([...answeredBy.keys()].sort()).toEqual(['1', '2']);

    const windowsOf = async (role: string) => {
      const rows = await knex('windows').where({ deployment: 'risk', role });
      const sum = (column: string) => rows.reduce((total, row) => total + Number(row[column]), 0);
      return {
        versions: [...new Set(rows.map(row => row.version))],
        rows: sum('rows'),
        requests: sum('requests'),
        dropped: sum('shadow_dropped'),
        profiled: rows.every(row => row.profile !== null),
      };
    };
    const copies = await eventually(async () => {
      const windows = await windowsOf('challenger');
      return windows.requests + windows.dropped === 2 * REQUESTS && windows;
    });
    expect(copies).toMatchObject({ versions: [3], rows: copies.requests, profiled: true });
    for (const [role, version] of [
      ['champion', 1],
      ['canary', 2],
    ] as const) {
      await eventually(
        async () => (await windowsOf(role)).rows === 2 * answeredBy.get(String(version))!,
      );
      expect(await windowsOf(role)).toMatchObject({ versions: [version], profiled: true });
    }
  });

  it('are told apart in traffic and drift, where copies count for nothing', async () => {
    const { body: traffic } = await mlops.api.get('/api/mlops/deployments/risk/traffic');
    expect(traffic.total).toMatchObject({ rows: 2 * REQUESTS, requests: 2 * REQUESTS, errors: 0 });
    const versions = (points: Array<{ version: number }>) =>
      [...new Set(points.map(point => point.version))].sort();
    expect(versions(traffic.points)).toEqual([1, 2]);
    const { body: drift } = await mlops.api.get('/api/mlops/deployments/risk/drift');
    expect(versions(drift.points)).toEqual([1, 2]);
    const rows = drift.points.reduce((sum: number, point: any) => sum + point.rows, 0);
    expect(rows).toBe(2 * REQUESTS);
  });

  it.each([2, 3])('keep version %i from being deleted while they serve', async version => {
    const refused = await mlops.api.delete(
      `/api/mlops/models/risk/versions/${version}?reason=unused`,
    );
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toMatch(/is deployed as risk/);
  });

  it('are one with the champion when the canary is deployed', async () => {
    const { body } = await change('post', 'revisions', { version: 2 });
    expect(body).toMatchObject({ version: 2, challengers: [3] });
    expect(body).not.toHaveProperty('canary');
    await online();
    for (let index = 0; index < 10; index++) {
      expect((await ask(inferUrl, flight)).version).toBe('2');
    }
  });

  it('come back with the revision that had them', async () => {
    const { body } = await change('post', 'rollback', { revision: 3 });
    expect(body).toMatchObject({ version: 1, canary: { version: 2, weight: 50 }, revision: 5 });
    await online();
    const seen = new Set<string | null>();
    await eventually(async () => {
      seen.add((await ask(inferUrl, flight)).version);
      return seen.size === 2;
    });
    const history = await mlops.api.get('/api/mlops/deployments/risk/revisions?limit=1');
    expect(history.body.items).toMatchObject([
      {
        revision: 5,
        action: 'rollback',
        rolledBackTo: 3,
        changes: [
          { field: 'champion', before: 'v2', after: 'v1' },
          { field: 'canary', before: null, after: 'v2, 50 %' },
        ],
      },
    ]);
  });

  it.each([
    ['canary', { version: 2, weight: 0 }],
    ['canary', { version: 2, weight: 100 }],
    ['canary', { version: 2 }],
    ['challengers', { versions: [2, 2] }],
    ['challengers', { versions: [1, 2, 3, 4, 5, 6] }],
  ])('are refused as %s of %j', async (what, body) => {
    expect((await change('put', what, body)).status).toBe(400);
  });
});
