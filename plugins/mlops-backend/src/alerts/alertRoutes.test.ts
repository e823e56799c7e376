import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { riskMetadata, riskModel } from '../__testUtils__/files';
import { startMlops } from '../__testUtils__/startMlops';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const hidden = 'user:default/outsider';

describe('alerts over HTTP', () => {
  let knex: Knex;
  let mlops: Awaited<ReturnType<typeof startMlops>>;

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    mlops = await startMlops({
      knex,
      policy: (_, user) => ({
        result: user === hidden ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
      }),
    });
    await mlops.api
      .post('/api/mlops/models')
      .field('metadata', JSON.stringify(riskMetadata))
      .attach('artifact', riskModel);
  });

  afterAll(() => mlops.stop());

  const asOutsider = { authorization: mockCredentials.user.header(hidden) };
  const asMonitor = {
    authorization: mockCredentials.service.header({
      onBehalfOf: mockCredentials.service('external:monitor'),
      targetPluginId: 'mlops',
    }),
  };
  const raise = (request: object, headers: Record<string, string> = {}) =>
    mlops.api
      .post('/api/mlops/models/risk/alerts')
      .set(headers)
      .send({ key: 'latency', severity: 'warning', summary: 'It is slow', ...request });

  it('are raised by a monitor, seen by people at the model, acknowledged and resolved', async () => {
    const raised = await raise({ version: 1 }, asMonitor);
    expect(raised.status).toBe(201);
    expect(raised.body).toMatchObject({ raisedBy: 'external:monitor', version: 1, state: 'open' });
    const again = await raise({ severity: 'critical' }, asMonitor);
    expect([again.status, again.body.id]).toEqual([200, raised.body.id]);

    const models = await mlops.api.get('/api/mlops/models?alert=critical');
    expect(models.body.items).toMatchObject([{ name: 'risk', openAlerts: { critical: 1 } }]);
    expect((await mlops.api.get('/api/mlops/models?alert=info')).body.items).toEqual([]);

    const url = `/api/mlops/alerts/${raised.body.id}`;
    const acknowledged = await mlops.api.post(`${url}/acknowledge`).send({ reason: 'looking' });
    expect(acknowledged.body).toMatchObject({ state: 'acknowledged', note: 'looking' });
    expect((await mlops.api.post(`${url}/acknowledge`).send({ reason: 'too' })).status).toBe(409);
    expect((await mlops.api.post(`${url}/resolve`).send({ reason: 'over' })).status).toBe(200);
    expect((await mlops.api.post(`${url}/resolve`).send({ reason: 'over' })).status).toBe(409);
    expect((await mlops.api.get(url)).body).toMatchObject({ state: 'resolved', note: 'over' });
    expect((await mlops.api.get('/api/mlops/models/risk')).body).not.toHaveProperty('openAlerts');
  });

  it('are listed page by page, by model, state and severity', async () => {
    for (const key of ['a', 'b', 'c']) {
      await raise({ key });
    }
    const first = await mlops.api.get('/api/mlops/alerts?state=open&limit=2');
    expect(first.body.totalItems).toBe(3);
    const { nextCursor } = first.body;
    const rest = await mlops.api.get(`/api/mlops/alerts?state=open&limit=2&cursor=${nextCursor}`);
    const keys = [...first.body.items, ...rest.body.items].map(({ key }: any) => key);
    expect([...keys].sort()).toEqual(['a', 'b', 'c']);
    expect(rest.body).not.toHaveProperty('nextCursor');
    const none = await mlops.api.get('/api/mlops/alerts?model=other');
    expect(none.body).toEqual({ items: [], totalItems: 0 });
    const cursor = await mlops.api.get('/api/mlops/alerts?cursor=nonsense');
    expect([cursor.status, cursor.body.error.name]).toEqual([400, 'InputError']);
  });

  it('of a model that may not be read seem not to be there', async () => {
    const { body: alert } = await raise({ key: 'seen' });
    const url = `/api/mlops/alerts/${alert.id}`;
    const list = await mlops.api.get('/api/mlops/alerts').set(asOutsider);
    expect(list.body).toEqual({ items: [], totalItems: 0 });
    for (const answer of [
      await mlops.api.get(url).set(asOutsider),
      await mlops.api.post(`${url}/resolve`).set(asOutsider).send({ reason: 'mine' }),
      await mlops.api.get('/api/mlops/alerts/00000000-0000-4000-8000-000000000000'),
    ]) {
      expect([answer.status, answer.body.error.name]).toEqual([404, 'NotFoundError']);
    }
    const refused = await raise({ key: 'mine' }, asOutsider);
    expect([refused.status, refused.body.error.message]).toEqual([404, 'There is no model risk']);
    const missing = await raise({ key: 'x', version: 9 });
    expect([missing.status, missing.body.error.message]).toEqual([
      404,
      'The model risk has no version 9',
    ]);
  });
});
