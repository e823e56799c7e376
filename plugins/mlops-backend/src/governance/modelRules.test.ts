import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { mlopsModelReadPermission } from '@mlops-backstage/plugin-mlops-common';
import type { Stage } from '@mlops-backstage/plugin-mlops-common';
import {
  createModelConditionalDecision,
  hasNameRule,
  hasStageRule,
  hasTagRule,
  inEnvironmentRule,
  inSystemRule,
  isOwnerRule,
  modelConditions,
} from './modelRules';
import type { GovernedModel } from './modelRules';

const model: GovernedModel = {
  name: 'risk',
  owner: 'group:default/flight-operations',
  system: 'system:default/delay-prediction',
  tags: ['confidential', 'eu'],
  stages: ['None', 'Production'],
  environments: ['staging'],
};
const bare: GovernedModel = { ...model, system: null, tags: [], stages: [], environments: [] };

describe('IS_OWNER', () => {
  it.each([
    [['group:default/flight-operations'], true],
    [['user:default/guest', 'Group:Default/Flight-Operations'], true],
    [['group:default/flight'], false],
    [[], false],
  ])('of %j is %s', (claims, owned) => {
    expect(isOwnerRule.apply(model, { claims })).toBe(owned);
  });

  it('asks the database for owners in lower case, as they are stored', () => {
    expect(isOwnerRule.toQuery({ claims: ['Group:Default/A'] })).toEqual({
      column: 'owner',
      values: ['group:default/a'],
    });
  });
});

describe('HAS_NAME', () => {
  it.each([
    [['other', 'risk'], true],
    [['Risk'], false],
    [[], false],
  ])('of %j is %s', (names, has) => {
    expect(hasNameRule.apply(model, { names })).toBe(has);
  });
});

describe('IN_SYSTEM', () => {
  it.each([
    [['System:Default/Delay-Prediction'], true],
    [['system:default/other'], false],
    [[], false],
  ])('of %j is %s', (systems, isIn) => {
    expect(inSystemRule.apply(model, { systems })).toBe(isIn);
    expect(inSystemRule.apply(bare, { systems })).toBe(false);
  });
});

describe('HAS_TAG', () => {
  it.each([
    [['us', 'eu'], true],
    [['EU'], false],
    [[], false],
  ])('of %j is %s', (tags, has) => {
    expect(hasTagRule.apply(model, { tags })).toBe(has);
    expect(hasTagRule.apply(bare, { tags })).toBe(false);
  });
});

describe('HAS_STAGE', () => {
  it.each<[Stage[], boolean]>([
    [['Staging', 'Production'], true],
    [['Staging', 'Archived'], false],
    [[], false],
  ])('of %j is %s', (stages, has) => {
    expect(hasStageRule.apply(model, { stages })).toBe(has);
    expect(hasStageRule.apply(bare, { stages })).toBe(false);
  });

  it('takes no stage that there is not', () => {
    const { paramsSchema } = hasStageRule as any;
    expect(paramsSchema.safeParse({ stages: ['production'] }).success).toBe(false);
  });
});

describe('IN_ENVIRONMENT', () => {
  it.each([
    [['staging', 'production'], true],
    [['production'], false],
    [[], false],
  ])('of %j is %s', (environments, isIn) => {
    expect(inEnvironmentRule.apply(model, { environments })).toBe(isIn);
    expect(inEnvironmentRule.apply(bare, { environments })).toBe(false);
  });
});

describe('a conditional decision', () => {
  it('is made of the rules by name', () => {
    expect(
      createModelConditionalDecision(
        mlopsModelReadPermission,
        modelConditions.isOwner({ claims: ['user:default/guest'] }),
      ),
    ).toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'mlops',
      resourceType: 'mlops-model',
      conditions: {
        resourceType: 'mlops-model',
        rule: 'IS_OWNER',
        params: { claims: ['user:default/guest'] },
      },
    });
  });
});
