import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { DatabaseLabelStore } from './LabelStore';
import { DatabasePredictionStore } from './PredictionStore';
import type { PairQuery, StoredPrediction } from './PredictionStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const predicted = (predictionId: string, version: number, more: Partial<StoredPrediction> = {}) =>
  ({
    deployment: 'd',
    predictionId,
    row: 0,
    version,
    role: version === 1 ? 'champion' : 'challenger',
    time: 1_000,
    latencyMs: version * 1.5,
    outputs: { label: version, 'p[1]': version / 10 },
    ...more,
  }) satisfies StoredPrediction;

const both = (predictionId: string, more: Partial<StoredPrediction> = {}) => [
  predicted(predictionId, 1, more),
  predicted(predictionId, 2, more),
];

const query: PairQuery = { deployment: 'd', first: 1, second: 2, range: {}, labelled: false };

describe.each(databases.eachSupportedId())('predictions and labels, %s', databaseId => {
  let knex: Knex;
  let predictions: DatabasePredictionStore;
  let labels: DatabaseLabelStore;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    predictions = new DatabasePredictionStore(knex);
    labels = new DatabaseLabelStore(knex);
  });

  const put = (told: Array<[string, number, string]>, deployment = 'd') =>
    knex.transaction(tx =>
      labels.put(
        tx,
        deployment,
        told.map(([predictionId, row, label]) => ({ predictionId, row, label })),
      ),
    );

  it('pair what was predicted for the same row, with its label', async () => {
    await predictions.add([
      ...both('a', { time: 3_000 }),
      ...both('a', { time: 3_000, row: 1 }),
      ...both('b', { time: 2_000 }),
      predicted('c', 1),
      predicted('e', 2),
      ...both('x', { deployment: 'other' }),
    ]);
    await put([['a', 1, 'late']]);
    await put([['b', 0, 'early']], 'other');
    const first = { outputs: { label: 1, 'p[1]': 0.1 }, latencyMs: 1.5 };
    const second = { outputs: { label: 2, 'p[1]': 0.2 }, latencyMs: 3 };
    expect(await predictions.pairs(query, 10)).toEqual([
      { predictionId: 'a', time: 3_000, first, second },
      { predictionId: 'a', time: 3_000, first, second, label: 'late' },
      { predictionId: 'b', time: 2_000, first, second },
    ]);
    expect(await predictions.pairs({ ...query, labelled: true }, 10)).toEqual([
      { predictionId: 'a', time: 3_000, first, second, label: 'late' },
    ]);
    expect(await predictions.pairs({ ...query, first: 2, second: 1 }, 1)).toMatchObject([
      { predictionId: 'a', first: second, second: first },
      { predictionId: 'a' },
    ]);
    const range = { from: 2_000, to: 3_000 };
    expect(await predictions.pairs({ ...query, range }, 10)).toMatchObject([{ predictionId: 'b' }]);
  });

  it('are found by when they were stored, too', async () => {
    await predictions.add(both('old'), new Date(10));
    await predictions.add(both('new'), new Date(20));
    expect(await predictions.pairs({ ...query, storedSince: 11 }, 10)).toMatchObject([
      { predictionId: 'new' },
    ]);
  });

  it('are stored once, however often and wherever they are handed over', async () => {
    await Promise.all(
      [1, 2, 3].map(() => predictions.add([...both('b'), ...both('a'), ...both('a')])),
    );
    await predictions.add(both('a', { outputs: { label: 9 } }));
    expect(await knex('predictions').pluck('prediction_id')).toHaveLength(4);
    const [{ first }] = await predictions.pairs(query, 1);
    expect(first.outputs).toEqual({ label: 1, 'p[1]': 0.1 });
  });

  it('take more than one statement holds', async () => {
    const many = Array.from({ length: 1_300 }, (_, row) => predicted('many', 1, { row }));
    await predictions.add(many);
    const told = many.map(({ row }): [string, number, string] => ['many', row, '1']);
    expect(await put(told)).toEqual({ replaced: 0 });
    expect(await put([...told, ['other', 0, '0']])).toEqual({ replaced: 1_300 });
    const counted = await knex.transaction(tx =>
      labels.countLogged(tx, 'd', [
        { predictionId: 'other', row: 0, label: '0' },
        ...many.map(({ predictionId, row }) => ({ predictionId, row, label: '1' })),
      ]),
    );
    expect(counted).toBe(1_300);
  });

  it('count a row once that several versions predicted', async () => {
    await predictions.add(both('a'));
    const counted = await knex.transaction(tx =>
      labels.countLogged(tx, 'd', [{ predictionId: 'a', row: 0, label: '1' }]),
    );
    expect(counted).toBe(1);
  });

  it('put a label in the place of an earlier one', async () => {
    await put([['a', 0, 'late']]);
    expect(await put([['a', 0, 'early'], ['a', 1, 'early']])).toEqual({ replaced: 1 }); // prettier-ignore
    expect(await knex('prediction_labels').orderBy('row_index').pluck('label')).toEqual([
      'early',
      'early',
    ]);
  });

  it('go when they were stored long ago, whenever they happened', async () => {
    const hour = 3_600_000;
    await predictions.add(both('old', { time: 9 * hour }), new Date(hour));
    await predictions.add(both('older'), new Date(0));
    await predictions.add(both('new'), new Date(5 * hour));
    await put([['a', 0, '1']]);
    expect(await predictions.removeBefore(new Date(2 * hour))).toBe(4);
    expect(await predictions.removeBefore(new Date(2 * hour))).toBe(0);
    expect(await knex('predictions').distinct('prediction_id').pluck('prediction_id')).toEqual([
      'new',
    ]);
    expect(await labels.removeBefore(new Date(2 * hour))).toBe(0);
    expect(await labels.removeBefore(new Date(Date.now() + hour))).toBe(1);
  });

  it('go with their deployment', async () => {
    await predictions.add([...both('a'), ...both('a', { deployment: 'kept' })]);
    await put([['a', 0, '1']]);
    await put([['a', 0, '1']], 'kept');
    await knex.transaction(async tx => {
      await predictions.remove(tx, ['d']);
      await labels.remove(tx, ['d']);
    });
    expect(await knex('predictions').distinct('deployment').pluck('deployment')).toEqual(['kept']);
    expect(await knex('prediction_labels').pluck('deployment')).toEqual(['kept']);
  });
});
