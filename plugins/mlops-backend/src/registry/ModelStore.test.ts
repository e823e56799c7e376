import { TestDatabases } from '@backstage/backend-test-utils';
import type { AlertSeverity } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { createRegistry } from '../__testUtils__/registry';
import { DatabaseAlertStore } from '../alerts/AlertStore';
import { migrationsDirectory } from '../database/openDatabase';
import { decodeCursor, encodeCursor } from '../database/cursor';
import { cursorKinds } from './ModelQuery';
import { parseModelQuery } from './parseModelQuery';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const actor = { ref: 'user:default/guest' };

type ListQuery = Parameters<typeof parseModelQuery>[0];

/** Models that tie in everything that lists are sorted by, but in their names. */
const models = Array.from({ length: 24 }, (_, index) => ({
  name: `m-${String((index * 7) % 24).padStart(2, '0')}`,
  owner: `group:default/${'ab'[index % 2]}`,
  problemType: (['regression', 'other'] as const)[index % 2],
  tags: index % 3 === 0 ? ['red', 'blue'] : ['blue'],
  framework: ['XGBoost', 'scikit-learn', ''][index % 3],
  auc: index % 4 === 0 ? undefined : (index % 5) / 10,
  versions: 1 + (index % 2),
}));

describe.each(databases.eachSupportedId())('lists of models, %s', databaseId => {
  let knex: Knex;
  let registry: ReturnType<typeof createRegistry>;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    registry = createRegistry(knex);
    for (const { name, owner, problemType, tags, framework, auc, versions } of models) {
      const description = { name, owner, problemType, tags, description: `Number ${name}` };
      await registry.registration.registerModel(actor, description, undefined);
      for (let version = 1; version <= versions; version++) {
        const digest = `sha256:${String(version).repeat(64)}`;
        await registry.registration.registerVersion(actor, name, {
          registration: {
            ...(framework && { framework: { name: framework } }),
            evaluations: [
              {
                name: 'old',
                split: 'test',
                evaluatedAt: '2020-01-01T00:00:00Z',
                metrics: { auc: 1 },
              },
              { name: 'new', split: 'test', metrics: auc === undefined ? {} : { auc } },
            ],
          },
          artifact: { external: { format: 'other', uri: 's3://a/b', digest } },
        });
      }
    }
  });

  const list = (query: ListQuery) => registry.registry.listModels(parseModelQuery(query), 'all');
  const names = async (query: ListQuery) =>
    (await list({ ...query, limit: 100 })).items.map(model => model.name);
  const namesWhere = (matches: (model: (typeof models)[number]) => boolean) =>
    models
      .filter(matches)
      .map(model => model.name)
      .sort();

  it.each([
    'name',
    '-name',
    'owner',
    '-owner',
    'problemType',
    'framework',
    '-framework',
    'versions',
    '-versions',
    'createdAt',
    '-createdAt',
    'updatedAt',
    '-updatedAt',
    'metric:test.auc',
    '-metric:test.auc',
  ])('give every model once, page by page, sorted by %s', async sort => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ sort, limit: 5, cursor });
      expect(page.items.length).toBeLessThanOrEqual(5);
      seen.push(...page.items.map(model => model.name));
      // As it goes through a URL and back.
      const next = page.next && encodeCursor(page.next);
      if (next) {
        decodeCursor(next, cursorKinds(parseModelQuery({ sort }).sort));
      }
      cursor = next;
    } while (cursor);
    const expected = sort.includes('metric')
      ? namesWhere(m => m.auc !== undefined)
      : namesWhere(() => true);
    expect([...seen].sort()).toEqual(expected);
    expect(seen).toEqual(await names({ sort }));
  });

  it('show the metrics that they are sorted and filtered by, best first', async () => {
    const { items } = await list({ sort: '-metric:test.auc', metric: ['test.auc>0'] });
    const values = items.map(model => model.metrics?.['test.auc']);
    expect(values).toEqual([...values].sort((a, b) => Number(b) - Number(a)));
    expect(values[0]).toBe(0.4);
    expect(values[values.length - 1]).toBe(0.1);
  });

  it.each<[ListQuery, (model: (typeof models)[number]) => boolean]>([
    [{ owner: ['group:default/b'] }, m => m.owner === 'group:default/b'],
    [
      { problemType: ['other'], tag: ['red'] },
      m => m.problemType === 'other' && m.tags.includes('red'),
    ],
    [{ tag: ['red', 'blue'] }, m => m.tags.length === 2],
    [{ tag: ['green'] }, () => false],
    [{ framework: ['xgboost', 'SCIKIT-LEARN'] }, m => m.framework !== ''],
    [{ search: 'scikit' }, m => m.framework === 'scikit-learn'],
    [{ search: 'number m 0' }, m => m.name.startsWith('m-0')],
    [{ metric: ['test.auc>=0.2'] }, m => (m.auc ?? -1) >= 0.2],
    [{ metric: ['test.auc>=0.2', 'test.auc<0.4'] }, m => [0.2, 0.3].includes(m.auc ?? -1)],
    [{ metric: ['test.auc=0.3'] }, m => m.auc === 0.3],
    [{ metric: ['train.auc>0'] }, () => false],
    [{ stage: ['None'] }, () => true],
    [{ stage: ['Production'] }, () => false],
    [{ deployed: false }, () => true],
    [{ target: ['embedded'] }, () => false],
    [{ system: ['system:default/x'] }, () => false],
  ])('match %j', async (query, matches) => {
    expect(await names(query)).toEqual(namesWhere(matches));
    const { totalItems, totalIsExact } = await list({ ...query, countUpTo: 100 });
    expect([totalItems, totalIsExact]).toEqual([namesWhere(matches).length, true]);
  });

  it('match the severities of alerts that are not resolved, and count these', async () => {
    const alerts = new DatabaseAlertStore(knex);
    const raise = async (model: string, severity: AlertSeverity, key: string) => {
      const { id } = (await registry.registry.findModel(model))!;
      const words = { summary: 'Slow', description: '', deployment: null, version: null };
      return knex.transaction(transaction =>
        alerts.insert(transaction, {
          model_id: id,
          key,
          severity,
          ...words,
          raised_by: actor.ref,
        }),
      );
    };
    await raise('m-01', 'critical', 'a');
    await raise('m-01', 'info', 'b');
    await raise('m-01', 'info', 'c');
    await raise('m-02', 'warning', 'a');
    const over = await raise('m-03', 'critical', 'a');
    await knex.transaction(transaction => alerts.update(transaction, over, { state: 'resolved' }));
    expect(await names({ alert: ['critical'] })).toEqual(['m-01']);
    expect(await names({ alert: ['warning', 'info'] })).toEqual(['m-01', 'm-02']);
    const { items } = await list({ limit: 100 });
    const found = items.filter(model => model.openAlerts);
    expect(found.map(({ name, openAlerts }) => [name, openAlerts])).toEqual([
      ['m-01', { critical: 1, info: 2 }],
      ['m-02', { warning: 1 }],
    ]);
    await knex('alerts').delete();
  });

  it('count no further than they are asked to, and not at all unless asked', async () => {
    expect(await list({ countUpTo: 10 })).toMatchObject({ totalItems: 10, totalIsExact: false });
    expect(await list({ countUpTo: 24 })).toMatchObject({ totalItems: 24, totalIsExact: true });
    expect(await list({})).not.toHaveProperty('totalItems');
    expect(
      await list({ sort: 'metric:test.auc', metric: ['test.auc>0.1'], countUpTo: 100 }),
    ).toMatchObject({ totalItems: namesWhere(m => (m.auc ?? 0) > 0.1).length });
  });

  it('ask as many queries for a hundred models as for one', async () => {
    const queriesOf = async (work: () => Promise<unknown>) => {
      const statements: string[] = [];
      const listen = ({ sql }: { sql: string }) => statements.push(sql);
      knex.on('query', listen);
      await work();
      knex.removeListener('query', listen);
      return statements.length;
    };
    const ofOne = await queriesOf(() => list({ limit: 1 }));
    expect(await queriesOf(() => list({ limit: 100 }))).toBe(ofOne);
    expect(ofOne).toBeLessThanOrEqual(7);

    const model = (await registry.registry.findModel('m-00'))!;
    const page = async () => {
      await registry.registry.getModel(model);
      await registry.registry.listVersions(model, { limit: 100 });
      await registry.registry.getVersion(model, 1);
      await registry.registry.listEvaluations(model, 1);
      await registry.registry.listModelEvaluations(model, { limit: 100 });
    };
    const before = await queriesOf(page);
    for (let index = 0; index < 20; index++) {
      await registry.registration.registerVersion(actor, 'm-00', {
        registration: {
          newVersion: true,
          evaluations: [{ name: 'more', split: 'test', metrics: { auc: 0.1 } }],
        },
        artifact: {
          external: { format: 'other', uri: 's3://a/b', digest: `sha256:${'f'.repeat(64)}` },
        },
      });
    }
    expect(await queriesOf(page)).toBe(before);
    expect(before).toBeLessThanOrEqual(15);
  });
});
