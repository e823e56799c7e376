import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { registerRisk } from '../__testUtils__/riskEndpoint';
import { eventually, startMlops } from '../__testUtils__/startMlops';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const outsider = 'user:default/outsider';
const REQUESTS = 12;

describe.each(databases.eachSupportedId())('predictions and labels over HTTP, %s', databaseId => {
  let knex: Knex;
  let mlops: Awaited<ReturnType<typeof startMlops>>;
  let ids: string[];

  const compare = (query: string, headers: Record<string, string> = {}) =>
    mlops.api.get(`/api/mlops/deployments/endpoint/comparison?${query}`).set(headers);

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    mlops = await startMlops({
      knex,
      policy: (_, user) => ({
        result: user === outsider ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
      }),
      mlops: { predictions: { requestsPerSecond: 1_000 } },
    });
    const inputs = await registerRisk(mlops);
    const reason = 'to compare';
    await mlops.api
      .post('/api/mlops/deployments')
      .send({ name: 'endpoint', model: 'risk', version: 1, reason });
    await mlops.api
      .put('/api/mlops/deployments/endpoint/challengers')
      .send({ versions: [2, 3], reason });
    const { endpoint } = await eventually(async () => {
      const { body } = await mlops.api.get('/api/mlops/deployments/endpoint');
      return body.status === 'online' && body;
    });
    const answers = await Promise.all(
      Array.from({ length: REQUESTS }, () =>
        fetch(endpoint.inferUrl, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(inputs),
        }),
      ),
    );
    ids = answers.map(({ headers }) => headers.get('x-prediction-id')!);
    await eventually(async () => (await compare('version=3')).body.pairs === REQUESTS);
  });

  afterAll(() => mlops.stop());

  const tell = (labels: unknown, headers: Record<string, string> = {}) =>
    mlops.api.post('/api/mlops/deployments/endpoint/labels').set(headers).send({ labels });
  const tellCsv = (text: string) =>
    mlops.api.post('/api/mlops/deployments/endpoint/labels').type('text/csv').send(text);

  it('keep of what was served the outputs that predict, and nothing of what was asked', async () => {
    const rows = await knex('predictions').orderBy(['prediction_id', 'version']);
    expect(rows).toHaveLength(3 * REQUESTS);
    expect([...new Set(rows.map(({ role }) => role))].sort()).toEqual(['challenger', 'champion']);
    const { body } = await mlops.api.get('/api/mlops/models/risk/versions/1');
    const { label, scores } = body.prediction;
    for (const { outputs } of rows) {
      for (const name of Object.keys(JSON.parse(outputs))) {
        expect([label, `${scores}[0]`, `${scores}[1]`]).toContain(name);
      }
    }
  });

  it('compare what was predicted before any label has come', async () => {
    const { status, body } = await compare('version=3');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      version: 3,
      role: 'challenger',
      against: 1,
      from: null,
      since: expect.any(String),
      requests: REQUESTS,
      agreement: { share: 1 },
      scores: { of: 'score', meanAbsolute: 0, kolmogorovSmirnov: 0 },
      verdict: { result: 'unlabelled' },
    });
    expect((await compare('version=2&against=3')).body).toMatchObject({ pairs: REQUESTS });
  });

  it('take labels as JSON and as CSV, known or not, and say what became of them', async () => {
    const told = ids.map(predictionId => ({ predictionId, label: 1 }));
    const first = await tell([...told, { predictionId: 'later', row: 2, label: 'x' }]);
    expect([first.status, first.body]).toEqual([
      200,
      { received: REQUESTS + 1, replaced: 0, matched: REQUESTS, unmatched: 1 },
    ]);
    const again = await tellCsv(`predictionId,label\n${ids[0]},0\nlater,1\n`);
    expect([again.status, again.body]).toEqual([
      200,
      { received: 2, replaced: 1, matched: 1, unmatched: 1 },
    ]);
    const { body } = await compare('version=2');
    expect(body.labelled).toEqual({
      pairs: REQUESTS,
      requests: REQUESTS,
      unusable: 0,
      truncated: false,
    });
    expect(body.verdict).toMatchObject({ result: 'not-enough-data', metric: 'auc' });
    const trail = await knex('audit_events').where({ action: 'label.add' }).orderBy('seq');
    expect(trail).toHaveLength(2);
    expect(trail[1]).toMatchObject({
      resource_kind: 'deployment',
      resource: 'endpoint',
      model: 'risk',
    });
    expect(JSON.parse(trail[1].after)).toEqual(again.body);
    expect(JSON.stringify(trail)).not.toContain(ids[0]);
  });

  it.each<[string, () => PromiseLike<{ status: number; body: any }>, number, RegExp]>([
    ['no labels', () => tell([]), 400, /labels/],
    ['a label without an id', () => tell([{ label: 1 }]), 400, /predictionId/],
    ['a label that is none', () => tell([{ predictionId: 'a', label: null }]), 400, /label/],
    ['a feature', () => tell([{ predictionId: 'a', label: 1, age: 7 }]), 400, /age|properties/],
    ['the character 0', () => tell([{ predictionId: 'a', label: 'a\0' }]), 400, /character 0/],
    ['CSV without labels', () => tellCsv('predictionId\na\n'), 400, /header/],
    ['too much', () => tellCsv(`predictionId,label\n${'a,1\n'.repeat(3_000_000)}`), 413, /large/],
    ['no version', () => compare(''), 400, /version/],
    [
      'a range that ends before it starts',
      () => compare('version=2&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z'),
      400,
      /ends before/,
    ],
    ['an alpha of 1', () => compare('version=2&alpha=1'), 400, /alpha/],
    ['a margin of 0', () => compare('version=2&margin=0'), 400, /margin/],
  ])('refuse %s', async (_, send, status, message) => {
    const refused = await send();
    expect([refused.status, refused.body.error?.message]).toEqual([
      status,
      expect.stringMatching(message),
    ]);
  });

  it('of a model that may not be read seem not to be there', async () => {
    const headers = { authorization: mockCredentials.user.header(outsider) };
    for (const refused of [
      await compare('version=2', headers),
      await tell([{ predictionId: ids[0], label: 1 }], headers),
    ]) {
      expect([refused.status, refused.body.error.message]).toEqual([
        404,
        'There is no deployment endpoint',
      ]);
    }
  });
});
