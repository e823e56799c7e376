import { aDeployment } from '../../__testUtils__/fixtures';
import {
  deployConsequence,
  deployDecision,
  deployProblem,
  type DeployForm,
} from './deployDecision';

const form: DeployForm = {
  deployment: undefined,
  name: 'flight-delay-risk',
  version: 2,
  allowEventTime: true,
  reason: ' better AUC ',
};

describe('deployDecision', () => {
  it('makes a new endpoint or changes one', () => {
    expect(deployDecision('m', form)).toEqual({
      kind: 'create',
      request: {
        name: 'flight-delay-risk',
        model: 'm',
        version: 2,
        target: 'embedded',
        allowEventTime: true,
        reason: 'better AUC',
      },
    });
    expect(deployDecision('m', { ...form, deployment: 'd' })).toEqual({
      kind: 'change',
      deployment: 'd',
      version: 2,
      reason: 'better AUC',
    });
  });

  it('wants a reason, and a name for a new endpoint', () => {
    expect(deployProblem(form)).toBeUndefined();
    expect(deployProblem({ ...form, reason: ' ' })).toBe('reason');
    expect(deployProblem({ ...form, name: 'No Name' })).toBe('name');
    expect(deployProblem({ ...form, name: '', deployment: 'd' })).toBeUndefined();
  });

  it('says what will happen', () => {
    expect(deployConsequence(form, undefined)).toBe('A new endpoint will serve version 2.');
    expect(deployConsequence(form, aDeployment({ version: 1 }))).toMatch(
      /will serve version 2 in place of version 1/,
    );
    expect(deployConsequence(form, aDeployment({ version: 2 }))).toMatch(/nothing will change/);
    expect(deployConsequence(form, aDeployment({ version: undefined }))).toMatch(/serve again/);
  });
});
