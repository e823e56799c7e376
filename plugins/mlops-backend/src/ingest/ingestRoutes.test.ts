import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { registerRisk } from '../__testUtils__/riskEndpoint';
import { startMlops } from '../__testUtils__/startMlops';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const outsider = 'user:default/outsider';
const HOUR = 3_600_000;
const FIRST = Date.UTC(2026, 0, 5);
const ROWS = 300;

/** A flight that somebody else's server answered about. */
const answered = (i: number) => ({
  id: `f${Math.floor(i / 2)}`,
  row: i % 2,
  time: new Date(FIRST + Math.floor(i / 2) * 60_000).toISOString(),
  latencyMs: 5,
  inputs: { temp: 40 + (i % 30), carrier: i % 3 === 0 ? 'AA' : 'B6', flight: `F${i}` },
  outputs: { label: i % 2, probabilities: [0.4, 0.6], echo: 'nothing to keep' },
});

describe.each(databases.eachSupportedId())('models served elsewhere, %s', databaseId => {
  let knex: Knex;
  let mlops: Awaited<ReturnType<typeof startMlops>>;

  const path = (rest: string) => `/api/mlops/deployments/elsewhere${rest}`;
  const send = (text: string, type = 'application/x-ndjson') =>
    mlops.api.post(path('/predictions')).type(type).send(text);
  const asLines = (rows: object[]) => rows.map(row => JSON.stringify(row)).join('\n');
  const rows = Array.from({ length: ROWS }, (_, i) => answered(i));
  const traffic = async () => (await mlops.api.get(path('/traffic?interval=hour'))).body;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    mlops = await startMlops({
      knex,
      policy: (_, user) => ({
        result: user === outsider ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
      }),
    });
    await registerRisk(mlops);
    await mlops.api.post('/api/mlops/deployments').send({
      name: 'elsewhere',
      model: 'risk',
      version: 1,
      target: 'external',
      reason: 'it is served by somebody else',
    });
    await mlops.api.put(path('/prediction-settings')).send({
      key: 'flight',
      slices: ['carrier'],
      requestsPerSecond: null,
      reason: 'to learn',
    });
  });

  afterAll(() => mlops.stop());

  it('are deployments without an endpoint, which nobody can ask here', async () => {
    const { body } = await mlops.api.get(path(''));
    expect(body).toMatchObject({ target: 'external', version: 1 });
    expect(body.endpoint).toBeUndefined();
    const asked = await mlops.api.post(path('/infer')).send({ inputs: [] });
    expect([asked.status, asked.body.error.message]).toEqual([
      409,
      expect.stringMatching(/served elsewhere/),
    ]);
    expect((await mlops.api.get(path('/openapi'))).status).toBe(404);
  });

  it('are counted as if they were served here, once however often they are told', async () => {
    const half = rows.slice(0, 200);
    // Several at once, as of two senders that don't know of each other.
    const receipts = await Promise.all([send(asLines(half)), send(asLines(half))]);
    expect(receipts.map(({ status }) => status)).toEqual([200, 200]);
    expect(receipts.reduce((sum, { body }) => sum + body.added, 0)).toBe(200);
    const all = await send(asLines([...rows, ...rows.slice(250)]));
    expect(all.body).toEqual({ received: 350, added: 100, known: 250 });
    const { points, total } = await traffic();
    expect(total).toMatchObject({ requests: 150, rows: ROWS, errors: 0 });
    expect(points.map(({ start, rows: count }: any) => [Date.parse(start), count])).toEqual([
      [FIRST, 120],
      [FIRST + HOUR, 120],
      [FIRST + 2 * HOUR, 60],
    ]);
    expect(points[0].latencyMs.p50).toBeCloseTo(5, 0);
    expect(points[0].prediction.mean).toBeCloseTo(0.6, 6);
    const { body: drift } = await mlops.api.get(path('/drift?interval=day'));
    const carrier = drift.points[0].columns.find(({ name }: any) => name === 'carrier');
    const counted = (label: string) => carrier.bins.find((bin: any) => bin.label === label).window;
    expect([counted('AA'), counted('B6')]).toEqual([100, 200]);
    const logged = await knex('predictions').first();
    expect(Object.keys(JSON.parse(logged.outputs)).sort()).toEqual([
      'label',
      'probabilities[0]',
      'probabilities[1]',
    ]);
    expect(Object.keys(JSON.parse(logged.kept)).sort()).toEqual(['carrier', 'flight']);
  });

  it('have performance once labels come, by key or by id', async () => {
    const labels = rows.map((_, i) => ({ key: `F${i}`, label: 1 }));
    expect((await mlops.api.post(path('/labels')).send({ labels })).body.matched).toBe(ROWS);
    const { body } = await mlops.api.get(
      path('/performance?interval=day&metric=accuracy&slice=carrier'),
    );
    expect(body.points).toMatchObject([{ value: 0.5, rows: ROWS, labelled: ROWS }]);
    expect(body.slices.slices.map(({ value, rows: count }: any) => [value, count])).toEqual([
      ['B6', 200],
      ['AA', 100],
    ]);
  });

  it('are told as JSON and CSV, too, each with its audit event', async () => {
    const json = await mlops.api
      .post(path('/predictions'))
      .send({ predictions: [{ ...answered(0), id: 'json' }] });
    expect([json.status, json.body]).toEqual([200, { received: 1, added: 1, known: 0 }]);
    const csv = await send(
      'id,time,version,inputs.temp,outputs.label\ncsv,2026-01-05T12:00:00Z,2,30,1\n',
      'text/csv',
    );
    expect([csv.status, csv.body]).toEqual([200, { received: 1, added: 1, known: 0 }]);
    const trail = await knex('audit_events').where({ action: 'prediction.ingest' });
    expect(trail).toHaveLength(5);
    expect(JSON.stringify(trail)).not.toContain('AA');
  });

  it('are told by KServe’s logger, the two halves in whatever order', async () => {
    const before = (await traffic()).total;
    const event = (id: string, part: string, body: object, minute: number) =>
      mlops.api
        .post(path('/payload-events'))
        .set({
          'ce-id': id,
          'ce-type': `org.kubeflow.serving.inference.${part}`,
          'ce-source': 'http://localhost:9081/',
          'ce-specversion': '1.0',
          'ce-time': new Date(FIRST + minute * 60_000).toISOString(),
        })
        .send(body);
    const asked = {
      inputs: [{ name: 'temp', shape: [2, 1], datatype: 'FP32', data: [30, 31] }],
    };
    const given = {
      outputs: [{ name: 'label', shape: [2], datatype: 'INT64', data: [0, 1] }],
    };
    expect((await event('k1', 'request', asked, 0)).body).toEqual({ state: 'waiting', added: 0 });
    expect((await event('k1', 'response', given, 1)).body).toEqual({ state: 'recorded', added: 2 });
    expect((await event('k2', 'response', given, 1)).body).toEqual({ state: 'waiting', added: 0 });
    expect((await event('k2', 'request', asked, 0)).body).toEqual({ state: 'recorded', added: 2 });
    const halves = await Promise.all([
      event('k3', 'response', given, 1),
      event('k3', 'request', asked, 0),
    ]);
    expect(halves.map(({ body }) => body.added).sort()).toEqual([0, 2]);
    await event('k1', 'response', given, 1);
    expect((await event('k1', 'request', asked, 0)).body).toEqual({ state: 'known', added: 0 });
    expect((await traffic()).total).toMatchObject({
      requests: before.requests + 3,
      rows: before.rows + 6,
    });
    expect(await knex('payload_pairs')).toHaveLength(0);
    const refused = await event('k4', 'request', { inputs: 'all' }, 0);
    expect([refused.status, refused.body.error.message]).toEqual([
      400,
      expect.stringMatching(/neither "inputs" nor "instances"/),
    ]);
  });

  it.each<[string, () => PromiseLike<{ status: number; body: any }>, number, RegExp]>([
    [
      'a bad line, and all others with it',
      () => send(`${asLines([{ ...answered(0), id: 'fine' }])}\n{"id":3}`),
      400,
      /Line 2: id/,
    ],
    [
      'a version that is not there',
      () => send(asLines([{ ...answered(0), version: 9 }])),
      400,
      /Line 1: the model risk has no version 9/,
    ],
    [
      'no output that predicts',
      () => send(asLines([{ ...answered(0), outputs: { echo: 1 } }])),
      400,
      /Line 1: none of its outputs/,
    ],
    [
      'what is still to come',
      () => send(asLines([{ ...answered(0), time: new Date(Date.now() + HOUR).toISOString() }])),
      400,
      /Line 1: .*future/,
    ],
    [
      'text for a number',
      () => send(asLines([{ ...answered(0), id: 'new', inputs: { temp: 'hot' } }])),
      400,
      /Line 1: temp is a number/,
    ],
    ['the character 0', () => send(asLines([{ ...answered(0), id: 'a\0' }])), 400, /character 0/],
    ['more than a request takes', () => send('x'.repeat(9_000_000)), 413, /large/],
    ['nothing', () => send('\n'), 400, /no predictions/],
  ])('are refused with %s', async (_, tell, status, message) => {
    const before = await traffic();
    const refused = await tell();
    expect([refused.status, refused.body.error?.message]).toEqual([
      status,
      expect.stringMatching(message),
    ]);
    expect(await traffic()).toEqual(before);
    expect(await knex('predictions').where({ prediction_id: 'fine' })).toHaveLength(0);
  });

  it('of a model that may not be read seem not to be there', async () => {
    const headers = { authorization: mockCredentials.user.header(outsider) };
    for (const rest of ['/predictions', '/payload-events']) {
      const body =
        rest === '/predictions' ? { predictions: [answered(0)] } : { id: 'a', type: 'b' };
      const refused = await mlops.api.post(path(rest)).set(headers).send(body);
      expect([refused.status, refused.body.error.message]).toEqual([
        404,
        'There is no deployment elsewhere',
      ]);
    }
  });
});
