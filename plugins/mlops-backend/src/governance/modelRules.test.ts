import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { mlopsModelReadPermission } from '@mlops-backstage/plugin-mlops-common';
import {
  createModelConditionalDecision,
  hasNameRule,
  isOwnerRule,
  modelConditions,
} from './modelRules';

const model = { name: 'risk', owner: 'group:default/flight-operations' };

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
