import type { Grant } from '@mlops-backstage/plugin-mlops-common';
import { mlopsPermissions } from '@mlops-backstage/plugin-mlops-common';
import { answersOf, CAPABILITIES, extentIn } from './capabilities';
import { permissionInWords } from './permissionInWords';

const DEPLOY = 'mlops.deployment.deploy';
const GRANTS: Grant[] = [
  { permission: 'mlops.model.read', granted: true, because: 'IS_OWNER' },
  { permission: DEPLOY, environment: 'staging', granted: true, because: 'IS_OWNER' },
  { permission: DEPLOY, environment: 'production', granted: false, because: 'Not an approver' },
];
const capability = (id: string) => CAPABILITIES.find(each => each.id === id)!;

describe('capabilities', () => {
  it('are granted whole, in part or not at all', () => {
    expect(extentIn(GRANTS, capability('see'))).toBe('all');
    expect(extentIn(GRANTS, capability('deploy'))).toBe('some');
    expect(extentIn(GRANTS, capability('delete'))).toBe('none');
  });

  it('have every permission on a model in one of them, with words', () => {
    const onModels = mlopsPermissions
      .filter(permission => 'resourceType' in permission)
      .map(({ name }) => name);
    const all = CAPABILITIES.flatMap(({ permissions }) => permissions);
    expect([...all].sort()).toEqual([...onModels].sort());
    expect(all.filter(name => permissionInWords(name) === name)).toEqual([]);
  });

  it('are answered by permission, with the places and each rule once', () => {
    expect(answersOf(GRANTS)[1]).toEqual({
      permission: DEPLOY,
      extent: 'some',
      granted: ['staging'],
      refused: ['production'],
      because: ['IS_OWNER', 'Not an approver'],
    });
  });
});
