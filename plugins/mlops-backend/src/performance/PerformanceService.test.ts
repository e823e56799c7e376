import { TestDatabases } from '@backstage/backend-test-utils';
import type { PerformanceMetric } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { DatabaseLabelStore } from '../predictions/LabelStore';
import { DatabasePredictionStore } from '../predictions/PredictionStore';
import type { StoredPrediction } from '../predictions/PredictionStore';
import { PerformanceService } from './PerformanceService';
import type { MeasuredVersions } from './PerformanceService';
import { DatabaseServedRowStore } from './ServedRowStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const DAY = 86_400_000;
const FIRST = Date.UTC(2026, 0, 1);

const classifier: MeasuredVersions = {
  problemTypeOf: async () => 'binary-classification',
  versionOf: async () => ({ prediction: { label: 'label', scores: 'p' } }),
  calibrationOf: async () => ({ x: [0, 1], y: [0, 1] }),
};
const regression: MeasuredVersions = {
  problemTypeOf: async () => 'regression',
  versionOf: async () => ({ prediction: { value: 'minutes' } }),
  calibrationOf: async () => undefined,
};

describe.each(databases.eachSupportedId())('performance over time, %s', databaseId => {
  let knex: Knex;
  let told: Array<{ predictionId: string; row: number; label: string }>;
  let logged: StoredPrediction[];

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    told = [];
    logged = [];
  });

  const serviceOf = (versions: MeasuredVersions, maxRows?: number) =>
    new PerformanceService(new DatabaseServedRowStore(knex), versions, maxRows);

  function log(time: number, outputs: StoredPrediction['outputs'], label?: string, version = 1) {
    const predictionId = `p${logged.length}`;
    logged.push({
      deployment: 'd',
      predictionId,
      row: 0,
      version,
      role: 'champion',
      time,
      latencyMs: 1,
      outputs,
    });
    if (label !== undefined) {
      told.push({ predictionId, row: 0, label });
    }
  }

  async function store() {
    await new DatabasePredictionStore(knex).add(logged);
    await knex.transaction(tx => new DatabaseLabelStore(knex).put(tx, 'd', told));
  }

  const scored = (p: number) => ({ label: Number(p >= 0.5), 'p[0]': 1 - p, 'p[1]': p });

  it('has a point for each interval, version and metric, from the labels that have come', async () => {
    // Of 40 rows 30 are right, and the scores set 20 late ones apart from the others but for a fourth of the pairs.
    for (let i = 0; i < 40; i++) {
      const isLate = i % 2;
      const isRight = i % 4 < 2 ? 1 : Number(i % 8 < 4);
      log(FIRST + i, scored(isLate === isRight ? 0.8 : 0.3), String(isLate));
    }
    log(FIRST + 2 * DAY, scored(0.9));
    log(FIRST + 2 * DAY, scored(0.2), '0', 2);
    await store();
    const { points, metrics, interval } = await serviceOf(classifier).series('d', {}, 'day');
    expect(interval).toBe('day');
    expect(metrics[0]).toEqual({ name: 'auc', better: 'higher' });
    const of = (start: number, version: number, metric: PerformanceMetric) =>
      points.find(
        point =>
          Date.parse(point.start) === start && point.version === version && point.metric === metric,
      );
    expect(of(FIRST, 1, 'accuracy')).toMatchObject({
      value: 0.75,
      low: expect.closeTo(0.5981, 4),
      high: expect.closeTo(0.8581, 4),
      rows: 40,
      labelled: 40,
    });
    expect(of(FIRST, 1, 'auc')).toMatchObject({ value: 0.75, labelled: 40 });
    expect(of(FIRST, 1, 'f1')).toMatchObject({ value: expect.closeTo(0.75, 12) });
    expect(of(FIRST + 2 * DAY, 1, 'accuracy')).toMatchObject({
      value: null,
      low: null,
      high: null,
      rows: 1,
      labelled: 0,
      estimated: { value: expect.closeTo(0.9, 12), method: 'cbpe' },
    });
    expect(of(FIRST + 2 * DAY, 2, 'accuracy')).toMatchObject({ value: 1, labelled: 1 });
    expect(of(FIRST + 2 * DAY, 2, 'auc')).toMatchObject({ value: null, labelled: 1 });
  });

  it('counts a label that comes late where its prediction happened', async () => {
    log(FIRST, scored(0.9));
    log(FIRST + DAY, scored(0.9), '1');
    await store();
    const accuracy = async () =>
      (await serviceOf(classifier).series('d', {}, 'day', { metric: 'accuracy' })).points.map(
        ({ value }) => value,
      );
    expect(await accuracy()).toEqual([null, 1]);
    await knex.transaction(tx =>
      new DatabaseLabelStore(knex).put(tx, 'd', [{ predictionId: 'p0', row: 0, label: '0' }]),
    );
    expect(await accuracy()).toEqual([0, 1]);
  });

  it('measures regressions, and estimates nothing of them', async () => {
    for (let i = 0; i < 40; i++) {
      log(FIRST, { minutes: i }, String(i + (i % 2 ? 3 : -4)));
    }
    log(FIRST, { minutes: 1 }, 'soon');
    await store();
    const { points, unusable } = await serviceOf(regression).series('d', {}, 'auto');
    expect(unusable).toBe(1);
    const [rmse, mae] = points;
    expect(rmse).toMatchObject({ metric: 'rmse', rows: 41, labelled: 40 });
    expect(rmse.value).toBeCloseTo(Math.sqrt(12.5), 12);
    expect(mae).toMatchObject({ metric: 'mae', value: 3.5 });
    expect(mae.low).toBeLessThan(3.5);
    expect(points.some(({ estimated }) => estimated)).toBe(false);
  });

  it('reads the newest predictions where there are too many, a page after the other, and says so', async () => {
    for (let i = 0; i < 5_000; i++) {
      log(FIRST + Math.floor(i / 3), scored(0.9), '1');
    }
    await store();
    const all = await serviceOf(classifier).series('d', {}, 'day', { metric: 'accuracy' });
    expect(all.points).toMatchObject([{ rows: 5_000, labelled: 5_000 }]);
    expect(all.truncatedBefore).toBeUndefined();
    const few = await serviceOf(classifier, 1_000).series('d', {}, 'day', { metric: 'accuracy' });
    expect(few.truncatedBefore).toBe(new Date(FIRST + 1_334).toISOString());
    expect(few.points).toMatchObject([{ rows: 5_000 - 1_334 * 3 }]);
  });

  it('tells values of a kept column apart, the most frequent ones by name', async () => {
    for (let i = 0; i < 1_500; i++) {
      const carrier = i < 1_400 ? ['AA', 'B6'][Number(i >= 800)] : `rare${i}`;
      log(FIRST, scored(0.9), String(Number(carrier !== 'AA' || i % 2)));
      logged[i].kept = { carrier };
    }
    log(FIRST, scored(0.1), '0');
    await store();
    const { slices } = await serviceOf(classifier).series('d', {}, 'day', {
      metric: 'accuracy',
      slice: 'carrier',
    });
    expect(slices).toMatchObject({ column: 'carrier', kept: 1_500, intervals: 13 });
    expect(slices!.slices[0]).toMatchObject({
      value: 'AA',
      isOther: false,
      rows: 800,
      metrics: [{ value: 0.5, differs: 'worse' }],
    });
    expect(slices!.slices[1]).toMatchObject({
      value: 'B6',
      metrics: [{ value: 1, differs: 'better' }],
    });
    expect(slices!.slices[12]).toMatchObject({ isOther: true, value: null, rows: 90 });
  });

  it.each<[string, MeasuredVersions, PerformanceMetric, RegExp]>([
    ['another kind of model', classifier, 'rmse', /are auc, .*not rmse/],
    [
      'a clustering',
      { ...classifier, problemTypeOf: async () => 'clustering' },
      'accuracy',
      /no metrics/,
    ],
  ])('refuses a metric of %s', async (_, versions, metric, message) => {
    await expect(serviceOf(versions).series('d', {}, 'day', { metric })).rejects.toThrow(message);
  });
});
