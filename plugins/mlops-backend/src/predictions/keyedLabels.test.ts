import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { registerRisk } from '../__testUtils__/riskEndpoint';
import { eventually, startMlops } from '../__testUtils__/startMlops';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const PARQUET = readFileSync(join(__dirname, '../../fixtures/labels/labels.parquet'));

describe.each(databases.eachSupportedId())('labels by key over HTTP, %s', databaseId => {
  let knex: Knex;
  let mlops: Awaited<ReturnType<typeof startMlops>>;

  const path = (rest: string) => `/api/mlops/deployments/endpoint/${rest}`;
  const set = (settings: object) =>
    mlops.api.put(path('prediction-settings')).send({
      key: null,
      slices: [],
      requestsPerSecond: null,
      reason: 'to learn how good it is',
      ...settings,
    });
  const accuracy = async () => {
    const { body } = await mlops.api.get(path('performance?metric=accuracy&slice=carrier'));
    return body;
  };
  const tellParquet = (bytes: Buffer) =>
    mlops.api.post(path('labels')).type('application/vnd.apache.parquet').send(bytes);

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    mlops = await startMlops({ knex });
    const inputs = await registerRisk(mlops);
    await mlops.api
      .post('/api/mlops/deployments')
      .send({ name: 'endpoint', model: 'risk', version: 1, reason: 'to try' });
    const { endpoint } = await eventually(async () => {
      const { body } = await mlops.api.get('/api/mlops/deployments/endpoint');
      return body.status === 'online' && body;
    });
    const ask = (flight: string) =>
      fetch(endpoint.inferUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...inputs, parameters: { flight, secret: 'Ada' } }),
      });
    // Nothing is logged of an endpoint without challengers unless it says so itself.
    await ask('F0');
    await set({ key: 'flight', slices: ['carrier'], requestsPerSecond: 1_000 });
    await eventually(async () => {
      await ask('F1');
      return (await knex('predictions').where({ key_value: 'F1' })).length > 0;
    });
    await ask('F2');
    await eventually(
      async () => (await knex('predictions').where({ key_value: 'F2' })).length === 1,
    );
  });

  afterAll(() => mlops.stop());

  it('keep of what was asked the named columns only', async () => {
    const settings = await mlops.api.get(path('prediction-settings'));
    expect([settings.status, settings.body]).toEqual([
      200,
      { key: 'flight', slices: ['carrier'], requestsPerSecond: 1_000 },
    ]);
    const rows = await knex('predictions');
    expect(rows.every(({ key_value }) => ['F1', 'F2'].includes(key_value))).toBe(true);
    for (const { kept } of rows) {
      expect(Object.keys(JSON.parse(kept)).sort()).toEqual(['carrier', 'flight']);
    }
    expect(JSON.stringify(rows)).not.toContain('Ada');
  });

  it('come as Parquet, before or after their predictions, and make performance', async () => {
    const told = await tellParquet(PARQUET);
    expect([told.status, told.body]).toEqual([
      200,
      { received: 3, replaced: 0, matched: 2, unmatched: 1 },
    ]);
    const { points, slices } = await accuracy();
    expect(points).toMatchObject([{ rows: points[0].labelled, version: 1 }]);
    expect(slices).toMatchObject({ column: 'carrier', slices: [{ rows: points[0].rows }] });
    // A label by id is of one row, and goes before the one by key.
    const { prediction_id } = await knex('predictions').where({ key_value: 'F2' }).first();
    const before = points[0].value;
    await mlops.api.post(path('labels')).send({
      labels: [
        { predictionId: prediction_id, label: 1 },
        { key: 'F9', label: 0 },
      ],
    });
    expect((await accuracy()).points[0].value).not.toBe(before);
  });

  it.each<[string, () => PromiseLike<{ status: number; body: any }>, number, RegExp]>([
    [
      'bytes that are no Parquet',
      () => tellParquet(Buffer.from('key,label')),
      400,
      /can't be read/,
    ],
    [
      'Parquet of other columns',
      () => tellParquet(readFileSync(join(__dirname, '../../fixtures/artifacts/columns.parquet'))),
      400,
      /header/,
    ],
    ['more than a request takes', () => tellParquet(Buffer.alloc(9_000_000)), 413, /large/],
    ['a column twice', () => set({ slices: ['a', 'a'] }), 400, /twice/],
    ['eleven slices', () => set({ slices: [...'abcdefghijk'] }), 400, /slices/],
  ])('refuse %s', async (_, send, status, message) => {
    const refused = await send();
    expect([refused.status, refused.body.error?.message]).toEqual([
      status,
      expect.stringMatching(message),
    ]);
  });

  it('are refused where no key is kept, and settings are told of in the audit trail', async () => {
    await set({});
    const refused = await mlops.api
      .post(path('labels'))
      .send({ labels: [{ key: 'F1', label: 1 }] });
    expect([refused.status, refused.body.error.message]).toEqual([
      400,
      expect.stringMatching(/no key column/),
    ]);
    const trail = await knex('audit_events')
      .where({ action: 'prediction.configure' })
      .orderBy('seq');
    expect(trail.map(({ after }) => JSON.parse(after).key)).toEqual(['flight', null]);
    // As it is already.
    await set({});
    expect(await knex('audit_events').where({ action: 'prediction.configure' })).toHaveLength(2);
  });
});
