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
import type { Stage } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { STAGES } from '../lifecycle/stages';
import { DatabaseGovernedModels } from './GovernedModels';
import { modelConditions, modelRules } from './modelRules';
import type { GovernedModel, ModelFilter } from './modelRules';
import { whereReadable } from './whereReadable';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const owners = ['group:default/a', 'group:default/b', "user:default/o'hara"];
const systems = [null, 'system:default/x', 'system:default/y'];
const tags = ['confidential', 'c++', 'eu'];
const environments = ['development', 'production'];

/** Versions and deployments of a model, the deleted and the undeployed among them. */
interface Situation {
  owner: string;
  system: string | null;
  tags: string[];
  versions: Array<{ stage: Stage; deleted: boolean }>;
  deployments: Array<{ environment: string; version: number | null }>;
}

const situation: fc.Arbitrary<Situation> = fc.record({
  owner: fc.constantFrom(...owners),
  system: fc.constantFrom(...systems),
  tags: fc.subarray(tags),
  versions: fc.array(fc.record({ stage: fc.constantFrom(...STAGES), deleted: fc.boolean() }), {
    maxLength: 3,
  }),
  deployments: fc.array(
    fc.record({
      environment: fc.constantFrom(...environments),
      version: fc.constantFrom(null, 1),
    }),
    { maxLength: 2 },
  ),
});

/** The same on every run, so that both databases hold the same models. */
const situations = fc.sample(situation, { numRuns: 40, seed: 4 });

const models: GovernedModel[] = situations.map((one, i) => ({
  name: `m${i}`,
  owner: one.owner,
  system: one.system,
  tags: one.tags,
  stages: one.versions.filter(({ deleted }) => !deleted).map(({ stage }) => stage),
  environments: one.deployments.map(({ environment }) => environment),
}));

const leaf = fc.oneof(
  fc
    .subarray([...owners, 'GROUP:default/A', 'group:default/none'])
    .map(claims => modelConditions.isOwner({ claims })),
  fc
    .subarray([...models.map(model => model.name), 'none'])
    .map(names => modelConditions.hasName({ names })),
  fc
    .subarray(['System:Default/X', 'system:default/y', 'system:default/none'])
    .map(chosen => modelConditions.inSystem({ systems: chosen })),
  fc.subarray([...tags, 'none']).map(chosen => modelConditions.hasTag({ tags: chosen })),
  fc.subarray([...STAGES]).map(stages => modelConditions.hasStage({ stages })),
  fc
    .subarray([...environments, 'none'])
    .map(chosen => modelConditions.inEnvironment({ environments: chosen })),
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
    const times = { created_at: now, updated_at: now };
    for (const [i, one] of situations.entries()) {
      const id = randomUUID();
      await knex('models').insert({
        id,
        name: models[i].name,
        owner: one.owner,
        system: one.system,
        description: '',
        problem_type: 'other',
        tags: JSON.stringify(one.tags),
        version_count: one.versions.length,
        ...times,
      });
      for (const tag of one.tags) {
        await knex('model_tags').insert({ model_id: id, tag });
      }
      for (const [index, { stage, deleted }] of one.versions.entries()) {
        await knex('versions').insert({
          id: randomUUID(),
          model_id: id,
          version: index + 1,
          stage,
          digest: `sha256:${String(index).padStart(64, '0')}`,
          description: '',
          details: '{}',
          created_at: now,
          created_by: 'user:default/ada',
          deleted_at: deleted ? now : null,
        });
      }
      for (const [index, { environment, version }] of one.deployments.entries()) {
        await knex('deployments').insert({
          id: randomUUID(),
          name: `${models[i].name}-${index}`,
          model_id: id,
          target: 'embedded',
          environment,
          revision: 1,
          version,
          allow_event_time: false,
          ...times,
        });
      }
    }
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

  it('narrows a list of something else that joins the models', async () => {
    const deployed = (criteria: PermissionCriteria<ModelFilter>) =>
      whereReadable(
        knex('deployments').join('models', 'models.id', 'deployments.model_id'),
        criteria,
      ).pluck('deployments.name');
    const inProduction = models.filter(model => model.environments.includes('production'));
    // All deployments of the models that have one in production: it is the models that are readable.
    expect((await deployed({ any: 'environment', values: ['production'] })).sort()).toEqual(
      inProduction.flatMap(({ name, environments: of }) => of.map((_, i) => `${name}-${i}`)).sort(),
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

  it('looks at what the rules are told in memory', async () => {
    const found = await new DatabaseGovernedModels(knex).find([...models.map(m => m.name), 'none']);
    const sorted = (model: GovernedModel) => ({
      ...model,
      stages: [...new Set(model.stages)].sort(),
      environments: [...new Set(model.environments)].sort(),
    });
    expect([...found.values()].map(sorted).sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual(
      models.map(sorted).sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  });

  it('keeps to the other conditions of the query', async () => {
    const query = knex('models').where('name', 'm1');
    const criteria: PermissionCriteria<ModelFilter> = {
      anyOf: [
        { column: 'name', values: ['m2'] },
        { column: 'name', values: ['m3'] },
      ],
    };
    expect(await whereReadable(query, criteria)).toEqual([]);
  });
});
