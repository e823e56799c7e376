import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { startTestBackend } from '@backstage/backend-test-utils';
import { permissionRules as catalogRules } from '@backstage/plugin-catalog-backend/alpha';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { AuthorizeResult, isResourcePermission } from '@backstage/plugin-permission-common';
import type { Permission, PolicyDecision } from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import type { PermissionPolicy, PolicyQueryUser } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { modelRules } from '@mlops-backstage/plugin-mlops-backend';
import { mlopsModelReadPermission, mlopsPermissions } from '@mlops-backstage/plugin-mlops-common';
import type { Stage } from '@mlops-backstage/plugin-mlops-common';
import { policyReviewExtensionPoint } from '@mlops-backstage/plugin-mlops-node';
import type { PolicyReviewer } from '@mlops-backstage/plugin-mlops-node';
import { parseAllDocuments } from 'yaml';
import { policyModule, reviewModule } from '.';
import { roles } from './roles';

/** What an operation is about. */
interface Situation {
  own: boolean;
  confidential: boolean;
  stage: Stage;
  environment: string;
}

const STAGES: Stage[] = ['None', 'Staging', 'Production', 'Archived'];
const ENVIRONMENTS = ['development', 'staging', 'production'];

const situations: Situation[] = [true, false].flatMap(own =>
  [true, false].flatMap(confidential =>
    STAGES.flatMap(stage =>
      ENVIRONMENTS.map(environment => ({ own, confidential, stage, environment })),
    ),
  ),
);

/** What the cells of the table below mean. */
const CELLS: Record<string, (situation: Situation) => boolean> = {
  '✓': () => true,
  '·': () => false,
  own: one => one.own,
  open: one => !one.confidential,
  'open, in development': one => !one.confidential && one.environment === 'development',
  'open, not in production': one => !one.confidential && one.environment !== 'production',
  'open, not Production': one => !one.confidential && one.stage !== 'Production',
};

/**
 * What each role adds to what everybody has: own models as an owner, and of the others what a viewer may.
 * `owner` is what everybody may do with their own models, besides what a viewer may.
 */
const COLUMNS = ['viewer', 'data-scientist', 'owner', 'approver', 'governance', 'admin'];
const TABLE = `
  mlops.model.read          | open                 | ·                       | own | ✓ | ✓ | ✓
  mlops.model.create        | ·                    | ✓                       | ·   | · | · | ✓
  mlops.model.update        | ·                    | ·                       | own | · | · | ✓
  mlops.model.delete        | ·                    | ·                       | own | · | · | ✓
  mlops.version.create      | ·                    | open                    | own | · | · | ✓
  mlops.version.update      | ·                    | ·                       | own | · | · | ✓
  mlops.version.delete      | ·                    | ·                       | own | · | · | ✓
  mlops.version.evaluate    | ·                    | open                    | own | · | · | ✓
  mlops.version.transition  | ·                    | open, not Production    | own | · | · | ✓
  mlops.artifact.read       | ·                    | open                    | own | · | · | ✓
  mlops.alias.update        | ·                    | open                    | own | · | · | ✓
  mlops.card.update         | ·                    | open                    | own | · | · | ✓
  mlops.deployment.deploy   | ·                    | open, not in production | own | · | · | ✓
  mlops.deployment.undeploy | ·                    | open, not in production | own | · | · | ✓
  mlops.deployment.infer    | open, in development | open, not in production | own | · | · | ✓
  mlops.token.manage        | ·                    | ·                       | own | · | ✓ | ✓
  mlops.token.search        | ·                    | ·                       | ·   | · | ✓ | ✓
  mlops.gates.update        | ·                    | ·                       | ·   | · | ✓ | ✓
  mlops.approval.request    | ·                    | open                    | own | · | · | ✓
  mlops.approval.decide     | ·                    | ·                       | ·   | ✓ | · | ✓
  mlops.alert.raise         | ·                    | ·                       | own | ✓ | · | ✓
  mlops.alert.update        | ·                    | ·                       | own | ✓ | · | ✓
  mlops.alert-rules.update  | ·                    | ·                       | own | · | · | ✓
  mlops.retraining.update   | ·                    | ·                       | own | · | · | ✓
  mlops.retraining.trigger  | ·                    | open                    | own | · | · | ✓
  mlops.permissions.review  | ·                    | ·                       | ·   | · | ✓ | ✓
  mlops.model.audit         | ·                    | ·                       | own | · | ✓ | ✓
  mlops.audit.read          | ·                    | ·                       | ·   | · | ✓ | ✓
  mlops.audit.checkpoint    | ·                    | ·                       | ·   | · | ✓ | ✓
  mlops.message.read        | ·                    | ·                       | ·   | · | ✓ | ✓
  mlops.message.resend      | ·                    | ·                       | ·   | · | ✓ | ✓
`;
const rows = TABLE.trim()
  .split('\n')
  .map(line => line.split('|').map(cell => cell.trim()));

const permissionNamed = (name: string): Permission =>
  mlopsPermissions.find(permission => permission.name === name)!;

interface Person {
  ref: string;
  /** Themselves and their groups. */
  claims: string[];
}

/** The people of the sample organisation, with what they claim when they sign in. */
const people: Person[] = parseAllDocuments(
  readFileSync(resolve(__dirname, '../../../../catalog-info/organisation.yaml'), 'utf8'),
)
  .map(document => document.toJS())
  .filter(({ kind }) => kind === 'User')
  .map(({ metadata, spec }) => {
    const ref = `user:default/${metadata.name}`;
    return {
      ref,
      claims: [ref, ...spec.memberOf.map((group: string) => `group:default/${group}`)],
    };
  });

const rolesOf = ({ claims }: Person) =>
  roles.filter(({ group }) => group === undefined || claims.includes(group));

const meets = createConditionAuthorizer([...modelRules] as any);
const grants = (decision: PolicyDecision, person: Person, situation: Situation) =>
  meets(decision, {
    name: 'risk',
    owner: situation.own ? person.claims[person.claims.length - 1] : 'group:default/others',
    system: null,
    tags: situation.confidential ? ['confidential'] : ['tabular'],
    stages: [situation.stage],
    environments: [situation.environment],
  });

describe('the sample policy', () => {
  let policy: PermissionPolicy;
  let reviewer: PolicyReviewer;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    const backend = await startTestBackend({
      extensionPoints: [
        [policyExtensionPoint, { setPolicy: (set: PermissionPolicy) => (policy = set) }],
        [
          policyReviewExtensionPoint,
          { setPolicyReviewer: (set: PolicyReviewer) => (reviewer = set) },
        ],
      ],
      features: [policyModule, reviewModule],
    });
    stop = () => backend.stop();
  });

  afterAll(() => stop());

  const decide = (permission: Permission, person: Person) =>
    policy.handle({ permission }, {
      info: { userEntityRef: person.ref, ownershipEntityRefs: person.claims },
    } as unknown as PolicyQueryUser);
  const review = (permission: Permission, person: Person) =>
    reviewer.decide(permission, {
      userEntityRef: person.ref,
      ownershipEntityRefs: person.claims,
    });

  it('is told of every permission and every role', () => {
    expect(rows.map(([name]) => name).sort()).toEqual(
      mlopsPermissions.map(({ name }) => name).sort(),
    );
    expect(roles.map(({ name }) => name)).toEqual(COLUMNS);
  });

  it('has somebody of every role, and somebody of none but what everybody has', () => {
    const held = people.map(person => rolesOf(person).map(({ name }) => name));
    expect(new Set(held.flat())).toEqual(new Set(COLUMNS));
    expect(held).toContainEqual(['viewer', 'owner']);
  });

  it.each(people)('grants $ref what the table says, in every situation', async person => {
    const columns = rolesOf(person).map(({ name }) => COLUMNS.indexOf(name) + 1);
    for (const row of rows) {
      const permission = permissionNamed(row[0]);
      const decision = await decide(permission, person);
      for (const situation of situations) {
        const expected = columns.some(column => CELLS[row[column]](situation));
        expect({
          permission: row[0],
          ...situation,
          granted: grants(decision, person, situation),
        }).toEqual({ permission: row[0], ...situation, granted: expected });
      }
    }
  });

  it.each(people)('shows $ref of the catalog what they may see of models', async person => {
    const decision = await decide(catalogEntityReadPermission, person);
    const meetsInCatalog = createConditionAuthorizer(
      Object.values(catalogRules) as Parameters<typeof createConditionAuthorizer>[0],
    );
    for (const situation of situations) {
      const owner = situation.own
        ? person.claims[person.claims.length - 1]
        : 'group:default/others';
      const entity = {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'API',
        metadata: { name: 'risk', tags: situation.confidential ? ['confidential'] : undefined },
        relations: [{ type: 'ownedBy', targetRef: owner }],
      };
      expect({ ...situation, seen: meetsInCatalog(decision, entity) }).toEqual({
        ...situation,
        seen: grants(await decide(mlopsModelReadPermission, person), person, situation),
      });
    }
  });

  it.each(people)('is reviewed as it decides, for $ref', async person => {
    for (const permission of mlopsPermissions) {
      const { decision, because, grounds } = await review(permission, person);
      expect(decision).toEqual(await decide(permission, person));
      for (const situation of situations) {
        const ground = grounds?.find(({ conditions }) =>
          grants({ ...decision, conditions } as PolicyDecision, person, situation),
        );
        const byRule = decision.result === AuthorizeResult.ALLOW ? because : ground?.because;
        // Whatever is granted names a role that the person has; whatever isn't, names none.
        expect(rolesOf(person).some(({ name }) => byRule?.startsWith(`${name}: `))).toBe(
          grants(decision, person, situation),
        );
      }
      expect(decision.result !== AuthorizeResult.ALLOW).toBe(
        because.startsWith('Only granted to '),
      );
    }
  });

  it('says by which role and rule', async () => {
    const scientist = people.find(({ ref }) => ref === 'user:default/amara.diallo')!;
    const transition = await review(permissionNamed('mlops.version.transition'), scientist);
    expect(transition.because).toBe(
      'Only granted to data-scientist: versions in None, Staging or Archived of models not tagged confidential;' +
        ' owner: models they own; admin: everything',
    );
    expect(transition.grounds?.map(({ because }) => because)).toEqual([
      'data-scientist: versions in None, Staging or Archived of models not tagged confidential',
      'owner: models they own',
    ]);
    const create = await review(permissionNamed('mlops.model.create'), scientist);
    expect(create.because).toBe('data-scientist: the whole registry');
  });

  it('limits only what is asked of a model', () => {
    const limited = roles.flatMap(role => role.grants.filter(({ holds }) => holds));
    for (const permission of limited.flatMap(({ permissions }) => permissions)) {
      expect(isResourcePermission(permission, 'mlops-model')).toBe(true);
    }
  });

  it('refuses what no role knows, and who is nobody', async () => {
    const [person] = people;
    const unknown: Permission = { ...mlopsModelReadPermission, name: 'mlops.model.burn' };
    expect(await decide(unknown, person)).toEqual({ result: AuthorizeResult.DENY });
    expect(await policy.handle({ permission: mlopsModelReadPermission })).toEqual({
      result: AuthorizeResult.DENY,
    });
  });

  it('leaves what other plugins guard to everybody who is signed in', async () => {
    const catalog: Permission = {
      type: 'resource',
      name: 'catalog.entity.read',
      attributes: { action: 'read' },
      resourceType: 'catalog-entity',
    };
    expect(await decide(catalog, people[0])).toEqual({ result: AuthorizeResult.ALLOW });
    expect(await policy.handle({ permission: catalog })).toEqual({ result: AuthorizeResult.DENY });
  });
});
