import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  PermissionCondition,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  mlopsDeploymentDeployPermission,
  mlopsModelReadPermission,
  mlopsVersionTransitionPermission,
} from '@mlops-backstage/plugin-mlops-common';
import type { Stage } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { createRegistry } from '../__testUtils__/registry';
import { migrationsDirectory } from '../database/openDatabase';
import { DatabaseGovernedModels } from './GovernedModels';
import { ModelAuthorizer } from './ModelAuthorizer';
import type { OperationScope } from './ModelAuthorizer';
import { modelConditions, modelRules } from './modelRules';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const credentials = mockCredentials.user();
const NOT_FOUND = 'There is no model risk';
const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
const deny: PolicyDecision = { result: AuthorizeResult.DENY };
const when = (conditions: PermissionCriteria<PermissionCondition>): PolicyDecision => ({
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'mlops',
  resourceType: 'mlops-model',
  conditions,
});

describe('ModelAuthorizer', () => {
  let knex: Knex;
  let decisions: Record<string, PolicyDecision>;
  let denied: string[];
  let asked: number;
  let authorizer: ModelAuthorizer;
  const risk = { name: 'risk', owner: 'group:default/a' };

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({ directory: migrationsDirectory });
    const { registration } = createRegistry(knex);
    await registration.registerModel(
      { ref: 'user:default/ada' },
      {
        ...risk,
        description: '',
        problemType: 'other',
        tags: ['confidential'],
        system: 'system:default/x',
      },
      {
        registration: {},
        artifact: {
          external: { format: 'other', uri: 's3://a/b', digest: `sha256:${'f'.repeat(64)}` },
        },
      },
    );
    decisions = {};
    denied = [];
    asked = 0;
    const decide = async (requests: ReadonlyArray<{ permission: { name: string } }>) => {
      asked += 1;
      return requests.map(({ permission }) => decisions[permission.name] ?? allow) as any;
    };
    authorizer = new ModelAuthorizer(
      { authorize: decide, authorizeConditional: decide },
      { getRuleByName: (name: string) => modelRules.find(rule => rule.name === name) } as any,
      new DatabaseGovernedModels(knex),
      async (_, permission) => {
        denied.push(permission.name);
      },
    );
  });

  const outcomeOf = (scope?: OperationScope, permission = mlopsVersionTransitionPermission) =>
    authorizer.requireOn(credentials, permission, risk, NOT_FOUND, scope).then(
      () => 'allowed',
      error => error.name,
    );
  const queriesOf = async (work: () => Promise<unknown>) => {
    let count = 0;
    const listen = () => {
      count += 1;
    };
    knex.on('query', listen);
    await work();
    knex.removeListener('query', listen);
    return count;
  };

  it('reads what rules look at only where a decision depends on it', async () => {
    expect(await queriesOf(() => outcomeOf())).toBe(0);
    decisions['mlops.version.transition'] = when({
      anyOf: [
        modelConditions.hasTag({ tags: ['confidential'] }),
        modelConditions.hasStage({ stages: ['None'] }),
      ],
    });
    expect(await queriesOf(() => outcomeOf())).toBe(3);
  });

  it.each<[PermissionCriteria<PermissionCondition>, boolean]>([
    [modelConditions.isOwner({ claims: ['group:default/a'] }), true],
    [modelConditions.inSystem({ systems: ['system:default/x'] }), true],
    [modelConditions.hasTag({ tags: ['confidential'] }), true],
    [{ not: modelConditions.hasTag({ tags: ['confidential'] }) }, false],
    [modelConditions.hasStage({ stages: ['None', 'Staging'] }), true],
    [modelConditions.hasStage({ stages: ['Staging'] }), false],
    [modelConditions.inEnvironment({ environments: ['development'] }), false],
  ])('takes %j of the model as it is for %s', async (conditions, holds) => {
    decisions['mlops.version.transition'] = when(conditions);
    expect(await outcomeOf()).toBe(holds ? 'allowed' : 'NotAllowedError');
    expect(denied).toEqual(holds ? [] : ['mlops.version.transition']);
  });

  it.each<[Stage, string]>([
    ['None', 'allowed'],
    ['Production', 'NotAllowedError'],
  ])('looks at the stage %s that the operation is about', async (stage, outcome) => {
    decisions['mlops.version.transition'] = when(modelConditions.hasStage({ stages: ['None'] }));
    expect(await outcomeOf({ stage })).toBe(outcome);
  });

  it('looks at the environment that the operation is about, and names it where it refuses', async () => {
    decisions['mlops.deployment.deploy'] = when(
      modelConditions.inEnvironment({ environments: ['staging'] }),
    );
    const at = (environment: string) =>
      authorizer.requireOn(credentials, mlopsDeploymentDeployPermission, risk, NOT_FOUND, {
        environment,
      });
    expect(await at('staging')).toBe(risk);
    await expect(at('production')).rejects.toThrow(
      'mlops.deployment.deploy on the model risk in the environment production is not granted to you',
    );
  });

  it('shows a model or not as a whole, whichever version an operation is about', async () => {
    decisions['mlops.model.read'] = when(modelConditions.hasStage({ stages: ['None'] }));
    expect(await outcomeOf({ stage: 'Production' })).toBe('allowed');
    expect(await outcomeOf({ stage: 'Production' }, mlopsModelReadPermission)).toBe('allowed');
    decisions['mlops.model.read'] = when(modelConditions.hasStage({ stages: ['Production'] }));
    expect(await outcomeOf({ stage: 'Production' })).toBe('NotFoundError');
    expect(denied).toEqual(['mlops.model.read']);
  });

  it('decides on several permissions at once', async () => {
    decisions['mlops.deployment.deploy'] = deny;
    decisions['mlops.version.transition'] = when(
      modelConditions.hasStage({ stages: ['None', 'Staging'] }),
    );
    const permissions = [
      { permission: mlopsModelReadPermission },
      { permission: mlopsDeploymentDeployPermission, scope: { environment: 'staging' } },
      { permission: mlopsVersionTransitionPermission, scope: { stage: 'Staging' as const } },
      { permission: mlopsVersionTransitionPermission, scope: { stage: 'Production' as const } },
    ];
    expect(await authorizer.areAllowedOn(credentials, permissions, risk)).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(asked).toBe(1);
    expect(denied).toEqual([]);
  });

  it('knows the models on which several permissions are granted, for lists', async () => {
    const both = () => authorizer.readableWith(credentials, mlopsDeploymentDeployPermission);
    expect(await both()).toBe('all');
    decisions['mlops.model.read'] = when(modelConditions.hasName({ names: ['risk'] }));
    expect(await both()).toEqual(await authorizer.readable(credentials));
    decisions['mlops.deployment.deploy'] = when(modelConditions.hasTag({ tags: ['open'] }));
    expect(await both()).toMatchObject({ allOf: [{}, {}] });
    decisions['mlops.deployment.deploy'] = deny;
    expect(await both()).toBe('none');
    expect(denied).toEqual([]);
  });
});
