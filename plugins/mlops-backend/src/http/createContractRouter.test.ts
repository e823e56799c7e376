import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockCredentials, mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { operationTable } from '@mlops-backstage/plugin-mlops-common';
import type { OperationId } from '@mlops-backstage/plugin-mlops-common';
import express from 'express';
import request from 'supertest';
import { riskMetadata, riskModel } from '../__testUtils__/files';
import { startMlops } from '../__testUtils__/startMlops';
import type { Handlers } from './contract';
import { createContractRouter } from './createContractRouter';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

/** The router between Backstage's own handlers, over operations that answer what they were asked. */
function startRouter(handlers: Partial<Handlers<OperationId>> = {}) {
  const echo = async ({ path, query, body }: any) => ({ status: 200, body: { path, query, body } });
  const names = Object.keys(operationTable);
  const app = express();
  const middleware = MiddlewareFactory.create({
    config: mockServices.rootConfig(),
    logger: mockServices.logger.mock(),
  });
  app.use(
    '/api/mlops',
    createContractRouter({
      httpAuth: mockServices.httpAuth(),
      handlers: {
        ...(Object.fromEntries(
          names.map(name => [name, echo]),
        ) as unknown as Handlers<OperationId>),
        ...handlers,
      },
    }),
  );
  app.use(middleware.notFound());
  app.use(middleware.error());
  const sent = request(app);
  return {
    get: (path: string) => sent.get(`/api/mlops${path}`),
    post: (path: string) => sent.post(`/api/mlops${path}`),
    delete: (path: string) => sent.delete(`/api/mlops${path}`),
  };
}

describe('createContractRouter', () => {
  const api = startRouter();
  const evaluations = '/models/risk/versions/1/evaluations';
  const evaluation = { name: 'held-out', split: 'test', metrics: { auc: 0.7 } };

  it('hands over the parts of a request in the types of the contract', async () => {
    const owners = 'owner=group:default/a&owner=user:default/b';
    const list = await api.get(`/models?${owners}&deployed=true&limit=3&search=a%26b`);
    expect(list.body.query).toMatchObject({
      owner: ['group:default/a', 'user:default/b'],
      deployed: true,
      limit: 3,
      search: 'a&b',
    });
    const added = await api.post(evaluations).send(evaluation);
    expect(added.body).toMatchObject({ path: { model: 'risk', version: 1 }, body: evaluation });
  });

  it.each<[string, number, string, RegExp, () => request.Test]>([
    [
      'an unknown query parameter',
      400,
      'InputError',
      /colour/,
      () => api.get('/models?colour=red'),
    ],
    ['a wrong query parameter', 400, 'InputError', /limit/, () => api.get('/models?limit=101')],
    [
      'a wrong path parameter',
      400,
      'InputError',
      /version/,
      () => api.get('/models/risk/versions/0'),
    ],
    ['a wrong name', 400, 'InputError', /pattern/, () => api.get('/models/No%20Name')],
    [
      'a wrong body',
      400,
      'InputError',
      /split/,
      () => api.post(evaluations).send({ ...evaluation, split: 'x' }),
    ],
    ['no body', 400, 'InputError', /./, () => api.post(evaluations)],
    [
      'a body of another type',
      400,
      'InputError',
      /media type/,
      () => api.post(evaluations).type('text/plain').send('text'),
    ],
    [
      'malformed JSON',
      400,
      'SyntaxError',
      /JSON/,
      () => api.post(evaluations).type('application/json').send('{"name": '),
    ],
    [
      'JSON that is too large',
      413,
      'PayloadTooLargeError',
      /too large/,
      () => api.post(evaluations).send({ ...evaluation, name: 'x'.repeat(8 * 1024 * 1024) }),
    ],
  ])("answers %s with %i in Backstage's error body", async (_, status, name, message, send) => {
    const response = await send();
    expect(response.body).toMatchObject({
      error: { name, message: expect.stringMatching(message) },
      response: { statusCode: status },
    });
    expect(response.status).toBe(status);
  });

  it("leaves what isn't in the contract to Backstage, which answers 404", async () => {
    expect((await api.get('/nothing')).status).toBe(404);
    expect((await api.delete('/models')).status).toBe(404);
  });

  it('asks who it is before it asks the handler', async () => {
    const getModel = jest.fn();
    const response = await startRouter({ getModel })
      .get('/models/risk')
      .set('Authorization', mockCredentials.none.header());
    expect(response.status).toBe(401);
    expect(getModel).not.toHaveBeenCalled();
  });

  it("answers a handler's refusal and hides nothing of it", async () => {
    const getModel = async () => {
      throw new NotFoundError('There is no model risk');
    };
    const response = await startRouter({ getModel }).get('/models/risk');
    expect(response.status).toBe(404);
    expect(response.body.error).toEqual({
      name: 'NotFoundError',
      message: 'There is no model risk',
    });
  });
});

describe.each(databases.eachSupportedId())('values that no row can hold, %s', databaseId => {
  it('are refused, not answered with an error of the server', async () => {
    const mlops = await startMlops({ knex: await databases.init(databaseId) });
    try {
      const { status } = await mlops.api
        .post('/api/mlops/models')
        .field('metadata', JSON.stringify(riskMetadata))
        .attach('artifact', riskModel);
      expect(status).toBe(201);
      const deployment = { name: 'endpoint', model: 'risk', version: 1, reason: 'because' };
      const sent = await Promise.all([
        mlops.api.get('/api/mlops/models?search=%00'),
        mlops.api.post('/api/mlops/deployments').send({ ...deployment, version: 3_000_000_000 }),
        mlops.api.post('/api/mlops/deployments').send({ ...deployment, reason: '\0' }),
        mlops.api
          .post('/api/mlops/models')
          .field('metadata', JSON.stringify({ ...riskMetadata, name: 'other', description: '\0' }))
          .attach('artifact', riskModel),
      ]);
      expect(sent.map(one => one.status).filter(one => one >= 500)).toEqual([]);
    } finally {
      await mlops.stop();
    }
  });
});
