import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { arrivalModel, riskMetadata, riskModel, riskModel2 } from '../__testUtils__/files';
import { startMlops } from '../__testUtils__/startMlops';

jest.setTimeout(120_000);

/** As where a column of keys is taken for that of the labels. */
const manyIds = Array.from({ length: 5_000 }, (_, row) => `id-${row}`);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('evaluations over HTTP, %s', databaseId => {
  let knex: Knex;
  let mlops: Awaited<ReturnType<typeof startMlops>>;

  const register = (metadata: object, file: string) =>
    mlops.api
      .post('/api/mlops/models')
      .field('metadata', JSON.stringify({ ...riskMetadata, ...metadata }))
      .attach('artifact', file, 'model.onnx')
      .expect(201);
  const add = (model: string, evaluation: object) =>
    mlops.api
      .post(`/api/mlops/models/${model}/versions/1/evaluations`)
      .send({ name: 'held-out', split: 'test', ...evaluation });

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    mlops = await startMlops({ knex });
    await register({ name: 'risk' }, riskModel);
    await register({ name: 'arrival', problemType: 'regression' }, arrivalModel);
    await register({ name: 'kinds', problemType: 'multiclass-classification' }, riskModel2);
    await mlops.api
      .post('/api/mlops/models')
      .send({
        ...riskMetadata,
        name: 'bare',
        problemType: 'multiclass-classification',
        version: {
          artifact: { format: 'pickle', uri: 's3://a/b', digest: `sha256:${'a'.repeat(64)}` },
        },
      })
      .expect(201);
    await mlops.api
      .post('/api/mlops/models/risk/versions')
      .field('metadata', '{}')
      .attach('artifact', riskModel2)
      .expect(201);
  });

  afterAll(async () => {
    await mlops?.stop();
  });

  it('computes what the scores of a binary classifier say', async () => {
    // sklearn.metrics of y = [0, 0, 1, 1], p = [0.1, 0.4, 0.35, 0.8]
    const { status, body } = await add('risk', {
      data: { labels: [0, 0, 1, 1], scores: [0.1, 0.4, 0.35, 0.8], threshold: 0.3 },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ rows: 4, threshold: 0.3 });
    expect(body.metrics.auc).toBeCloseTo(0.75, 12);
    expect(body.metrics.average_precision).toBeCloseTo(0.8333333333333333, 12);
    expect(body.metrics.log_loss).toBeCloseTo(0.47228795380917615, 12);
    expect(body.confusionMatrix).toEqual({ labels: ['0', '1'], counts: [[1, 1], [0, 2]] }); // prettier-ignore
    expect(body.rocCurve[0]).toEqual({ fpr: 0, tpr: 0, threshold: null });
    expect(body.calibrationCurve.reduce((sum: number, bin: any) => sum + bin.rows, 0)).toBe(4);
    expect(body).not.toHaveProperty('data');
  });

  it('takes labels in the words of the classes, and scores of both classes', async () => {
    const { body } = await add('risk', {
      data: {
        classes: ['late', 'on time'],
        positiveClass: 'late',
        labels: ['on time', 'on time', 'late', 'late'],
        scores: [[0.1, 0.9], [0.4, 0.6], [0.35, 0.65], [0.8, 0.2]], // prettier-ignore
      },
      metrics: { accuracy: 0.99, cost: 12 },
    });
    expect(body.metrics.auc).toBeCloseTo(0.75, 12);
    // What was given besides wins.
    expect(body.metrics).toMatchObject({ accuracy: 0.99, cost: 12 });
    expect(body.confusionMatrix.labels).toEqual(['on time', 'late']);
  });

  it('says which metrics one class alone does not define', async () => {
    const { body } = await add('risk', { data: { labels: [1, 1], scores: [0.2, 0.9] } });
    expect(body.metrics).not.toHaveProperty('auc');
    expect(body.undefinedMetrics).toContainEqual({ name: 'auc', reason: expect.any(String) });
  });

  it('computes the errors of a regression and the classes of a classifier', async () => {
    const regression = await add('arrival', {
      data: { labels: [3, -0.5, 2, 7], predictions: [2.5, 0, 2, 8] },
    });
    expect(regression.body.metrics).toMatchObject({ mae: 0.5, mse: 0.375 });
    expect(regression.body.metrics.r2).toBeCloseTo(0.9486081370449679, 12);
    const classes = await add('kinds', {
      data: {
        labels: ['a', 'b', 'c', 'a'],
        predictions: ['a', 'c', 'c', 'a'],
        classes: ['a', 'b', 'c'],
      },
    });
    expect(classes.body.metrics.accuracy).toBe(0.75);
    expect(classes.body.classes.map((one: any) => [one.label, one.rows])).toEqual([
      ['a', 2],
      ['b', 1],
      ['c', 1],
    ]);
  });

  it.each([
    ['risk', { data: { labels: [0, 2], scores: [0.1, 0.2] } }, /label "2" is none of the classes/],
    ['risk', { data: { labels: [0], scores: [0.1, 0.2] } }, /held-out/],
    ['risk', { data: { labels: [0, 1] } }, /needs scores or predictions/],
    ['arrival', { data: { labels: [1, 'x'], predictions: [1, 2] } }, /held-out/],
    ['arrival', { data: { labels: [1] } }, /has none/],
    ['risk', {}, /needs metrics, or data/],
    ['bare', { data: { labels: manyIds, predictions: manyIds } }, /5000 classes/],
    ['risk', { metrics: {}, evaluatedAt: '2016-12-31T23:59:60Z' }, /no time that can be kept/],
    ['risk', { metrics: { ['m'.repeat(201)]: 1 } }, /200/],
  ])('refuses rows of %s that do not fit: %j', async (model, evaluation, reason) => {
    const [{ count: before }] = await knex('evaluations').count({ count: '*' });
    const { status, body } = await add(model, evaluation);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(reason);
    const [{ count: after }] = await knex('evaluations').count({ count: '*' });
    expect(after).toEqual(before);
  });

  it('pages through evaluations of times before 1970', async () => {
    for (const year of [1960, 1961]) {
      await mlops.api
        .post('/api/mlops/models/arrival/versions/1/evaluations')
        .send({
          name: `${year}`,
          split: 'train',
          evaluatedAt: `${year}-01-01T00:00:00Z`,
          metrics: {},
        })
        .expect(201);
    }
    const path = '/api/mlops/models/arrival/evaluations?split=train&limit=1';
    const first = await mlops.api.get(path);
    const second = await mlops.api.get(`${path}&cursor=${first.body.nextCursor}`);
    expect(second.body.items.map((point: any) => point.name)).toEqual(['1960']);
  });

  it('tells the metrics of all versions over time, newest first, page by page', async () => {
    for (const [version, day] of [
      [1, 1],
      [2, 2],
      [1, 3],
      [2, 3],
    ] as const) {
      // prettier-ignore
      await mlops.api
        .post(`/api/mlops/models/risk/versions/${version}/evaluations`)
        .send({
          name: `day ${day}`,
          split: 'production',
          evaluatedAt: `2030-01-0${day}T00:00:00Z`,
          metrics: { auc: day / 10 },
          rows: 5,
        })
        .expect(201);
    }
    const seen: any[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await mlops.api.get(
        `/api/mlops/models/risk/evaluations?split=production&limit=3${cursor ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor);
    expect(seen.map(point => [point.name, point.metrics.auc, point.rows])).toEqual([
      ['day 3', 0.3, 5],
      ['day 3', 0.3, 5],
      ['day 2', 0.2, 5],
      ['day 1', 0.1, 5],
    ]);
    expect(new Set(seen.map(point => point.id)).size).toBe(4);
  });

  it('puts versions of different models beside each other, in the order asked for', async () => {
    const compare = (...refs: string[]) =>
      mlops.api.get(`/api/mlops/compare?${refs.map(ref => `version=${ref}`).join('&')}`);
    const { body } = await compare('arrival@1', 'risk@2', 'risk@1').expect(200);
    expect(body.items.map((one: any) => [one.version.model, one.version.version])).toEqual([
      ['arrival', 1],
      ['risk', 2],
      ['risk', 1],
    ]);
    expect(body.items[2].evaluations.map((one: any) => one.split).sort()).toEqual([
      'production',
      'test',
    ]);
    expect((await compare('risk@9')).status).toBe(404);
    expect((await compare('nothing@1')).status).toBe(404);
    expect((await compare('risk')).status).toBe(400);
    expect((await compare(...Array.from({ length: 7 }, (_, i) => `risk@${i + 1}`))).status).toBe(
      400,
    );
    expect((await mlops.api.get('/api/mlops/compare')).status).toBe(400);
  });
});
