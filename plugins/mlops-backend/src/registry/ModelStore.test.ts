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

describe.each(databases.eachSupportedId())('searches of models, %s', databaseId => {
  /** Models whose words stand together in the list, as names make them. */
  const searched = Array.from({ length: 72 }, (_, index) => {
    const area = ['churn', 'fraud', 'yield'][index % 3];
    const project = `w${(index * 5) % 24}x`;
    return {
      name: `${area}-${project}-${index}`,
      description: `Tells the ${area} of ${project}${index % 5 === 0 ? ', tersely: été' : ''}`,
      owner: `group:default/${['north', 'south'][index % 2]}`,
      tags: index % 4 === 0 ? ['tea'] : [],
      framework: index % 6 === 0 ? undefined : 'XGBoost',
      auc: index % 6 === 0 ? undefined : (index % 10) / 10,
    };
  });
  type Searched = (typeof searched)[number];

  /** What a search has to find, told by looking at every word. */
  const wordsOf = ({ name, description, owner, tags, framework }: Searched) =>
    [name, description, owner, ...tags, framework ?? '']
      .join(' ')
      .toLowerCase()
      .replace(/é/g, 'e')
      .split(/[^a-z0-9]+/)
      .filter(Boolean);
  const isFoundBy = (model: Searched, search: string) =>
    search
      .split(' ')
      .every(beginning => wordsOf(model).some(word => word.startsWith(beginning.toLowerCase())));
  const byName = (a: Searched, b: Searched) => (a.name < b.name ? -1 : 1);

  const filters: Record<string, [ListQuery, (model: Searched) => boolean]> = {
    nothing: [{}, () => true],
    'an owner': [{ owner: ['group:default/south'] }, m => m.owner.endsWith('south')],
    'a tag': [{ tag: ['tea'] }, m => m.tags.includes('tea')],
    'a framework': [{ framework: ['xgboost'] }, m => m.framework !== undefined],
    'a bound': [{ metric: ['test.auc>0.2'] }, m => (m.auc ?? 0) > 0.2],
    bounds: [
      { metric: ['test.auc>0.2', 'test.loss<0.5'] },
      m => (m.auc ?? 0) > 0.2 && 1 - (m.auc ?? 0) < 0.5,
    ],
  };
  const sorts: Record<string, (a: Searched, b: Searched) => number> = {
    name: byName,
    '-name': (a, b) => byName(b, a),
    owner: (a, b) => a.owner.localeCompare(b.owner) || byName(a, b),
  };
  const searches = [
    'w1', 'w7x', 'w', 'churn', 'chu', 'yi', 'the', 't', 'te', 'ETE', 'xgb', 'zeppelin', '7', 'group default',
    'the yield', 'w1 churn', 'yield w2', 'fraud churn', 'churn w5x', 'te x the', 'w w1 w10x', 'the churnx',
    'tells the of w group default', 'a b c d e f g h i j',
  ]; // prettier-ignore

  const versionOf = (framework: string, auc: number) => ({
    registration: {
      framework: { name: framework },
      evaluations: [{ name: 'held-out', split: 'test' as const, metrics: { auc, loss: 1 - auc } }],
    },
    artifact: {
      external: { format: 'other' as const, uri: 's3://a/b', digest: `sha256:${'a'.repeat(64)}` },
    },
  });

  let knex: Knex;
  let registry: ReturnType<typeof createRegistry>;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    registry = createRegistry(knex);
    for (const { name, description, owner, tags, framework, auc } of searched) {
      await registry.registration.registerModel(
        actor,
        { name, description, owner, tags, problemType: 'other' },
        framework === undefined ? undefined : versionOf(framework, auc!),
      );
    }
    if (databaseId !== 'SQLITE_3') {
      await knex.raw('ANALYZE');
    }
  });

  /** The names on all pages, one after the other. */
  const namesOnPages = async (query: ListQuery, limit = 7) => {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const parsed = parseModelQuery({ ...query, limit, cursor });
      const { rows, next } = await registry.stores.models.list(parsed, 'all');
      names.push(...rows.map(model => model.name));
      cursor = next && encodeCursor(next);
    } while (cursor);
    return names;
  };
  const count = async (query: ListQuery) =>
    (await registry.stores.models.count(parseModelQuery(query), 'all', 100)).count;

  it.each(searches)('for %j find what looking at every word finds', async search => {
    for (const [filter, matches] of Object.values(filters)) {
      const query = { ...filter, search };
      const expected = searched.filter(model => isFoundBy(model, search) && matches(model));
      for (const [sort, compare] of Object.entries(sorts)) {
        const names = [...expected].sort(compare).map(model => model.name);
        expect(await namesOnPages({ ...query, sort })).toEqual(names);
      }
      expect(await count(query)).toBe(expected.length);
      const withMetric = expected.filter(model => model.auc !== undefined);
      const sort = '-metric:test.auc';
      expect((await namesOnPages({ ...query, sort }, 20)).sort()).toEqual(
        withMetric.map(model => model.name).sort(),
      );
      expect(await count({ ...query, sort })).toBe(withMetric.length);
    }
  });

  describe('after changes', () => {
    const find = (search: string, more: ListQuery = {}) => namesOnPages({ ...more, search });
    const change = { reason: 'better words' };
    /** Statements that write what searches read. */
    const writesOf = async (work: () => Promise<unknown>) => {
      const written: string[] = [];
      const listen = ({ sql }: { sql: string }) =>
        void (/^(insert into|delete from) .model_prefixes/.test(sql) && written.push(sql));
      knex.on('query', listen);
      await work();
      knex.removeListener('query', listen);
      return written.map(sql => sql.split(' ')[0]);
    };
    /** Every beginning of every word of the models, and nothing else, has to be there. */
    const expectIndexOf = async (name: string, words: string[]) => {
      const prefixes = words.flatMap(word => [...word].map((_, at) => word.slice(0, at + 1)));
      const rows = await knex('model_prefixes').where({ model_name: name }).select('prefix');
      expect(rows.map(row => row.prefix).sort()).toEqual([...new Set(prefixes)].sort());
    };

    beforeEach(async () => {
      await registry.registration.registerModel(
        actor,
        {
          name: 'zebra',
          description: 'Stripes',
          owner: 'group:default/zoo',
          tags: ['black'],
          problemType: 'other',
        },
        undefined,
      );
    });

    afterEach(async () => {
      await knex('models').where({ name: 'zebra' }).delete();
    });

    const zoo = ['zebra', 'group', 'default', 'zoo'];

    it('find a model by its new words, and by its old ones no longer', async () => {
      await expectIndexOf('zebra', [...zoo, 'stripes', 'black']);
      await registry.editor.updateModel(actor, 'zebra', {
        ...change,
        description: 'Strides, éclat',
        tags: ['white'],
      });
      expect(await find('stripes')).toEqual([]);
      expect(await find('black')).toEqual([]);
      expect(await find('str whi ecl')).toEqual(['zebra']);
      await expectIndexOf('zebra', [...zoo, 'strides', 'eclat', 'white']);
    });

    it('find a model by the framework of its latest version', async () => {
      await registry.registration.registerVersion(actor, 'zebra', versionOf('Quagga', 0.5));
      expect(await find('quag')).toEqual(['zebra']);
      expect(await find('quag', { metric: ['test.auc>0.4'] })).toEqual(['zebra']);
      await registry.editor.deleteVersion(actor, 'zebra', 1, 'wrong');
      expect(await find('quag')).toEqual([]);
      await expectIndexOf('zebra', [...zoo, 'stripes', 'black']);
      await registry.editor.restoreVersion(actor, 'zebra', 1, 'right');
      expect(await find('quag')).toEqual(['zebra']);
    });

    it('find deleted models among the deleted ones, and those restored among the others', async () => {
      await registry.editor.deleteModel(actor, 'zebra', 'unused');
      expect(await find('zeb')).toEqual([]);
      expect(await find('zeb zoo', { deleted: true })).toEqual(['zebra']);
      await registry.editor.restoreModel(actor, 'zebra', 'used');
      expect(await find('zeb zoo')).toEqual(['zebra']);
      expect(await find('zeb', { deleted: true })).toEqual([]);
      await expectIndexOf('zebra', [...zoo, 'stripes', 'black']);
      await knex('models').where({ name: 'zebra' }).delete();
      await expectIndexOf('zebra', []);
    });

    it('write only the words that changed', async () => {
      const description = 'Stripes and hooves';
      const updated = () => registry.editor.updateModel(actor, 'zebra', { ...change, description });
      expect(await writesOf(updated)).toEqual(['insert']);
      const owned = { ...change, owner: 'group:default/stripes' };
      expect(await writesOf(() => registry.editor.updateModel(actor, 'zebra', owned))).toEqual([
        'delete',
      ]);
      const aliased = async () => {
        await registry.registration.registerVersion(actor, 'zebra', versionOf('', 0.5));
        await registry.editor.setAlias(actor, 'zebra', 'champion', { version: 1, ...change });
      };
      expect(await writesOf(aliased)).toEqual([]);
    });

    it('take in as many words as a description holds', async () => {
      const words = Array.from({ length: 400 }, (_, index) => `${index}zz`);
      await registry.editor.updateModel(actor, 'zebra', {
        ...change,
        description: words.join(' '),
      });
      expect(await find('399zz 17z')).toEqual(['zebra']);
      await expectIndexOf('zebra', [...zoo, 'black', ...words]);
      await registry.editor.updateModel(actor, 'zebra', { ...change, description: '' });
      await expectIndexOf('zebra', [...zoo, 'black']);
    });
  });
});
