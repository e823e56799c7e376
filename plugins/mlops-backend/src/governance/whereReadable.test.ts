import { randomUUID } from 'node:crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  createConditionTransformer,
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import * as fc from 'fast-check';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { modelConditions, modelRules } from './modelRules';
import type { GovernedModel, ModelFilter } from './modelRules';
import { whereReadable } from './whereReadable';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const owners = ['group:default/a', 'group:default/b', "user:default/o'hara"];
const names = ['m1', 'm2', 'm3'];
const models: GovernedModel[] = owners.flatMap((owner, i) =>
  names.map(name => ({ name: `${name}-${i}`, owner })),
);

const leaf = fc.oneof(
  fc
    .subarray([...owners, 'GROUP:default/A', 'group:default/none'])
    .map(claims => modelConditions.isOwner({ claims })),
  fc
    .subarray([...models.map(model => model.name), 'none'])
    .map(chosen => modelConditions.hasName({ names: chosen })),
);
const { conditions } = fc.letrec<{ conditions: any }>(tie => ({
  conditions: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({ allOf: fc.array(tie('conditions'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ anyOf: fc.array(tie('conditions'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('conditions') }),
  ),
}));

const toFilter = createConditionTransformer(modelRules);

/** The rules in memory: one after the other, as the permission framework applies them. */
function meets(model: GovernedModel, criteria: PermissionCriteria<any>): boolean {
  if (isAndCriteria(criteria)) {
    return criteria.allOf.every(part => meets(model, part));
  }
  if (isOrCriteria(criteria)) {
    return criteria.anyOf.some(part => meets(model, part));
  }
  if (isNotCriteria(criteria)) {
    return !meets(model, criteria.not);
  }
  const { rule, params } = criteria as any;
  return modelRules.find(one => one.name === rule)!.apply(model, params);
}

describe.each(databases.eachSupportedId())('whereReadable, %s', databaseId => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    const now = new Date();
    await knex('models').insert(
      models.map(model => ({
        id: randomUUID(),
        ...model,
        description: '',
        problem_type: 'other',
        tags: '[]',
        version_count: 0,
        created_at: now,
        updated_at: now,
      })),
    );
  });

  const readable = async (criteria: Parameters<typeof whereReadable>[1]) =>
    (await whereReadable(knex('models'), criteria).orderBy('name').pluck('name')).sort();

  it('lets through the models that the rules let through in memory', async () => {
    await fc.assert(
      fc.asyncProperty(conditions, async criteria => {
        expect(await readable(toFilter(criteria) as PermissionCriteria<ModelFilter>)).toEqual(
          models
            .filter(model => meets(model, criteria))
            .map(model => model.name)
            .sort(),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('lets through everything or nothing', async () => {
    expect(await readable('all')).toHaveLength(models.length);
    expect(await readable('none')).toEqual([]);
  });

  it('takes any of nothing for false and all of nothing for true', async () => {
    const nothing = [] as any;
    expect(await readable({ anyOf: nothing })).toEqual([]);
    expect(await readable({ not: { anyOf: nothing } })).toHaveLength(models.length);
    expect(await readable({ allOf: nothing })).toHaveLength(models.length);
    expect(await readable({ not: { allOf: nothing } })).toEqual([]);
  });

  it('keeps to the other conditions of the query', async () => {
    const query = knex('models').where('name', 'm1-0');
    const criteria: PermissionCriteria<ModelFilter> = {
      anyOf: [
        { column: 'name', values: ['m2-0'] },
        { column: 'name', values: ['m3-0'] },
      ],
    };
    expect(await whereReadable(query, criteria)).toEqual([]);
  });
});
