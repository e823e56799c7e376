import type { Grant } from '@mlops-backstage/plugin-mlops-common';
import { refusalOf } from './refusalOf';

const DEPLOY = 'mlops.deployment.deploy';
const TRANSITION = 'mlops.version.transition';
const GRANTS: Grant[] = [
  { permission: 'mlops.model.update', granted: true, because: 'Granted by IS_OWNER' },
  { permission: DEPLOY, environment: 'staging', granted: true },
  {
    permission: DEPLOY,
    environment: 'production',
    granted: false,
    because: 'Only approvers deploy to production',
  },
  { permission: TRANSITION, stage: 'Production', granted: false },
];

describe('refusalOf', () => {
  it('is nothing where the permission is granted', () => {
    expect(refusalOf(GRANTS, 'mlops.model.update')).toBeUndefined();
    expect(refusalOf(GRANTS, 'mlops.model.update', { stage: 'Production' })).toBeUndefined();
  });

  it('looks at the environment or the stage that is asked for', () => {
    expect(refusalOf(GRANTS, DEPLOY, { environment: 'staging' })).toBeUndefined();
    expect(refusalOf(GRANTS, DEPLOY, { environment: 'production' })).toBe(
      'Only approvers deploy to production',
    );
    expect(refusalOf(GRANTS, TRANSITION, { stage: 'Production' })).toBe(
      'You lack the permission mlops.version.transition',
    );
  });

  it('is nothing without a scope as long as there is one where it is granted', () => {
    expect(refusalOf(GRANTS, DEPLOY)).toBeUndefined();
    expect(refusalOf(GRANTS, TRANSITION)).toBeDefined();
  });

  it('grants nothing that the backend did not speak of', () => {
    expect(refusalOf(GRANTS, 'mlops.token.manage')).toBe(
      'You lack the permission mlops.token.manage',
    );
    expect(refusalOf(GRANTS, DEPLOY, { environment: 'moon' })).toBe(
      'You lack the permission mlops.deployment.deploy',
    );
  });
});
