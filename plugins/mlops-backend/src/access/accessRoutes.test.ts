import { mockCredentials, mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Permission, PolicyDecision } from '@backstage/plugin-permission-common';
import type { Grant } from '@mlops-backstage/plugin-mlops-common';
import type { PolicyReviewer, ReviewedDecision } from '@mlops-backstage/plugin-mlops-node';
import type { Knex } from 'knex';
import { createRegistry } from '../__testUtils__/registry';
import { migrationsDirectory } from '../database/openDatabase';
import { DatabaseGovernedModels } from '../governance/GovernedModels';
import { ModelAuthorizer } from '../governance/ModelAuthorizer';
import {
  createModelConditionalDecision,
  modelConditions,
  modelRules,
} from '../governance/modelRules';
import { AccessReview } from './AccessReview';
import { accessRoutes } from './accessRoutes';
import { AuthorizedAccessService } from './AuthorizedAccessService';
import { CatalogPeople } from './CatalogPeople';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const ENVIRONMENTS = ['development', 'production'];
const OWNERS = 'group:default/owners';
const ada = 'user:default/ada';

const entity = (kind: string, name: string, title: string, groups: string[] = []): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  spec: { profile: { displayName: title } },
  relations: [
    ...groups.map(group => ({ type: 'memberOf', targetRef: `group:default/${group}` })),
    // What somebody owns is none of their groups.
    { type: 'ownerOf', targetRef: 'component:default/risk' },
  ],
});
const catalog = [
  entity('Group', 'owners', 'Flight operations'),
  entity('Group', 'science', 'Data science'),
  entity('User', 'ben', 'Ben Okafor', ['science']),
  entity('User', 'ada', 'Ada Lind', ['owners', 'science']),
  entity('User', 'cleo', 'Cleo Sand'),
  entity('Component', 'adder', 'Adder'),
];

/** A small policy: owners do everything but to transition to Production; science deploys Staging to development. */
function decide(permission: Permission, claims: readonly string[]): ReviewedDecision {
  const conditional = permission as Parameters<typeof createModelConditionalDecision>[0];
  const own = modelConditions.isOwner({ claims: [...claims] });
  if (permission.name === 'mlops.model.read') {
    return { decision: { result: AuthorizeResult.ALLOW }, because: 'everybody reads' };
  }
  if (permission.name === 'mlops.version.transition') {
    const below = modelConditions.hasStage({ stages: ['None', 'Staging', 'Archived'] });
    return {
      decision: createModelConditionalDecision(conditional, { allOf: [own, below] }),
      because: 'only owners, below Production',
    };
  }
  if (permission.name === 'mlops.deployment.deploy' && claims.includes('group:default/science')) {
    const toDevelopment = {
      allOf: [
        modelConditions.hasStage({ stages: ['Staging'] }),
        modelConditions.inEnvironment({ environments: ['development'] }),
      ] as [any, any],
    };
    return {
      decision: createModelConditionalDecision(conditional, { anyOf: [own, toDevelopment] }),
      because: 'only owners, and science to development',
      grounds: [
        { conditions: own, because: 'owner' },
        { conditions: toDevelopment, because: 'science' },
      ],
    };
  }
  return {
    decision: createModelConditionalDecision(conditional, own),
    because: 'only owners',
    grounds: [{ conditions: own, because: 'owner' }],
  };
}

describe('access', () => {
  let knex: Knex;
  let asked: string[][];
  let claims: string[];
  let denied: string[];
  const path = { model: 'risk' };
  const credentials = mockCredentials.user(ada);

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({ directory: migrationsDirectory });
    await createRegistry(knex).registration.registerModel(
      { ref: ada },
      { name: 'risk', owner: OWNERS, description: '', problemType: 'other', tags: [] },
      undefined,
    );
    asked = [];
    denied = [];
    claims = [ada, OWNERS];
  });

  function routes(
    reviewer: PolicyReviewer | 'none' = {
      decide: async (permission, user) => decide(permission, user.ownershipEntityRefs),
    },
  ) {
    const decisions = async (requests: ReadonlyArray<{ permission: Permission }>) => {
      asked.push(requests.map(({ permission }) => permission.name));
      return requests.map(({ permission }): PolicyDecision =>
        denied.includes(permission.name)
          ? { result: AuthorizeResult.DENY }
          : decide(permission, claims).decision,
      ) as any;
    };
    const models = new DatabaseGovernedModels(knex);
    const authorizer = new ModelAuthorizer(
      { authorize: decisions, authorizeConditional: decisions },
      { getRuleByName: (name: string) => modelRules.find(rule => rule.name === name) } as any,
      models,
    );
    const userInfo = {
      getUserInfo: async () => ({ userEntityRef: ada, ownershipEntityRefs: claims }),
    };
    return accessRoutes(
      new AuthorizedAccessService(
        new AccessReview(
          authorizer,
          models,
          userInfo,
          ENVIRONMENTS,
          reviewer === 'none' ? undefined : reviewer,
        ),
        new CatalogPeople(catalogServiceMock({ entities: catalog }), mockServices.auth()),
        { findOrDeleted: async name => (await models.find([name])).get(name) },
        authorizer,
      ),
    );
  }

  const accessOf = async (reviewer?: 'none') =>
    ((await routes(reviewer).getAccess({ credentials, path })) as any).body.items as Grant[];
  const review = async (query: object = {}, on = routes()) =>
    ((await on.reviewPermissions({ credentials, path, query })) as any).body;
  const of = (grants: Grant[], name: string) =>
    grants.filter(({ permission }) => permission === name).map(({ permission, ...rest }) => rest);

  describe('of the caller', () => {
    it('tells of every permission on the model, asking the policy once', async () => {
      const grants = await accessOf();
      expect(asked).toHaveLength(2);
      expect(new Set(grants.map(({ permission }) => permission))).toEqual(new Set(asked[1]));
      expect(asked[1]).toContain('mlops.gates.update');
      expect(asked[1]).not.toContain('mlops.audit.read');
    });

    it('tells of each stage and environment by which it decides, and why', async () => {
      const grants = await accessOf();
      expect(of(grants, 'mlops.model.update')).toEqual([{ granted: true, because: 'owner' }]);
      expect(of(grants, 'mlops.version.transition')).toEqual([
        { stage: 'None', granted: true, because: 'only owners, below Production' },
        { stage: 'Staging', granted: true, because: 'only owners, below Production' },
        { stage: 'Production', granted: false, because: 'only owners, below Production' },
        { stage: 'Archived', granted: true, because: 'only owners, below Production' },
      ]);
      expect(of(grants, 'mlops.approval.request')).toEqual([{ granted: true, because: 'owner' }]);
      expect(of(grants, 'mlops.deployment.deploy')).toEqual([
        { environment: 'development', granted: true, because: 'owner' },
        { environment: 'production', granted: true, because: 'owner' },
      ]);
    });

    it('tells of the stages of a deployment only where they make a difference', async () => {
      claims = ['user:default/ben', 'group:default/science'];
      const because = 'only owners, and science to development';
      expect(of(await accessOf(), 'mlops.deployment.deploy')).toEqual([
        { stage: 'None', environment: 'development', granted: false, because },
        { stage: 'Staging', environment: 'development', granted: true, because: 'science' },
        { stage: 'Production', environment: 'development', granted: false, because },
        { stage: 'Archived', environment: 'development', granted: false, because },
        { environment: 'production', granted: false, because },
      ]);
    });

    it('has a plain sentence where nobody can be asked for the rule, or the answer would be another', async () => {
      const plainly = [{ granted: true, because: 'The permission policy grants it' }];
      expect(of(await accessOf('none'), 'mlops.model.update')).toEqual(plainly);
      denied = ['mlops.model.update'];
      expect(of(await accessOf(), 'mlops.model.update')).toEqual([
        { granted: false, because: 'The permission policy does not grant it' },
      ]);
    });

    it('is not told to who may not read the model', async () => {
      denied = ['mlops.model.read'];
      await expect(accessOf()).rejects.toThrow('There is no model risk');
    });
  });

  describe('of everybody', () => {
    const people = (body: any) => body.items.map(({ person }: any) => person);

    it('is what the policy would decide for each, by name', async () => {
      const body = await review();
      expect(body).toMatchObject({ complete: true, totalItems: 3 });
      expect(body).not.toHaveProperty('nextCursor');
      expect(people(body)).toEqual([ada, 'user:default/ben', 'user:default/cleo']);
      const [first, second, third] = body.items;
      expect(first).toMatchObject({
        displayName: 'Ada Lind',
        memberOf: [OWNERS, 'group:default/science'],
      });
      expect(of(first.grants, 'mlops.model.update')).toEqual([{ granted: true, because: 'owner' }]);
      expect(of(second.grants, 'mlops.deployment.deploy')).toContainEqual({
        stage: 'Staging',
        environment: 'development',
        granted: true,
        because: 'science',
      });
      expect(third.memberOf).toEqual([]);
      expect(of(third.grants, 'mlops.model.update')).toEqual([
        { granted: false, because: 'only owners' },
      ]);
    });

    it('comes in pages', async () => {
      const first = await review({ limit: 2 });
      const second = await review({ limit: 2, cursor: first.nextCursor });
      expect([...people(first), ...people(second)]).toEqual(people(await review()));
      expect(second).not.toHaveProperty('nextCursor');
      await expect(review({ cursor: Buffer.from('[-1]').toString('base64url') })).rejects.toThrow(
        'The cursor is not one that this list gave out',
      );
    });

    it.each([
      ['AD', [ada]],
      ['Ben Ok', ['user:default/ben']],
      ['sci', [ada, 'user:default/ben']],
      ['Data sc', [ada, 'user:default/ben']],
      ['da', [ada, 'user:default/ben']],
      ['Okafor', []],
    ])(
      'is found by %j, the beginning of the name of a person or a group',
      async (search, found) => {
        const body = await review({ search });
        expect(people(body)).toEqual(found);
        expect(body.totalItems).toBe(found.length);
      },
    );

    it('grants nothing on a model that a person may not see', async () => {
      const body = await review(
        {},
        routes({
          decide: async (permission, user) =>
            permission.name === 'mlops.model.read' && user.userEntityRef !== ada
              ? { decision: { result: AuthorizeResult.DENY }, because: 'only Ada reads' }
              : { decision: { result: AuthorizeResult.ALLOW }, because: 'all' },
        }),
      );
      const [first, second] = body.items;
      expect(of(first.grants, 'mlops.model.update')).toEqual([{ granted: true, because: 'all' }]);
      expect(of(second.grants, 'mlops.model.read')).toEqual([
        { granted: false, because: 'only Ada reads' },
      ]);
      expect(of(second.grants, 'mlops.model.update')).toEqual([
        { granted: false, because: 'Not without mlops.model.read' },
      ]);
    });

    it('is the caller alone where nobody can be asked about others', async () => {
      const alone = routes('none');
      const body = await review({}, alone);
      expect(body).toMatchObject({ complete: false, totalItems: 1 });
      expect(people(body)).toEqual([ada]);
      expect(body.items[0].memberOf).toEqual([OWNERS]);
      expect(people(await review({ search: 'own' }, alone))).toEqual([ada]);
      expect(people(await review({ search: 'ben' }, alone))).toEqual([]);
    });

    it('is only told to who may review', async () => {
      denied = ['mlops.permissions.review'];
      await expect(review()).rejects.toThrow('mlops.permissions.review on the model risk');
    });
  });
});
