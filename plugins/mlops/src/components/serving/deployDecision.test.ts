import { anEnvironment, PRODUCTION } from '../../__testUtils__/deploymentFixtures';
import { aDeployment, aVersion } from '../../__testUtils__/fixtures';
import {
  deployConsequence,
  deployDecision,
  deployProblem,
  firstDeployable,
  firstEnvironment,
  firstTarget,
  suggestedName,
  type DeployForm,
} from './deployDecision';

const form: DeployForm = {
  deployment: undefined,
  name: 'flight-delay-risk',
  target: 'embedded',
  environment: 'production',
  follow: undefined,
  version: 2,
  allowEventTime: true,
  reason: ' better AUC ',
};

describe('deployDecision', () => {
  it('makes a new endpoint or changes one', () => {
    const request = {
      name: 'flight-delay-risk',
      model: 'm',
      version: 2,
      target: 'embedded',
      environment: 'production',
      allowEventTime: true,
      reason: 'better AUC',
    };
    expect(deployDecision('m', form)).toEqual({ kind: 'create', request });
    expect(deployDecision('m', { ...form, follow: 'Production' })).toEqual({
      kind: 'create',
      request: { ...request, follow: 'Production' },
    });
    expect(deployDecision('m', { ...form, target: 'external' })).toEqual({
      kind: 'create',
      request: { ...request, target: 'external', allowEventTime: false },
    });
    expect(deployDecision('m', { ...form, deployment: 'd' })).toEqual({
      kind: 'change',
      deployment: 'd',
      version: 2,
      reason: 'better AUC',
    });
  });

  it('wants a version and a reason, and a name and an environment for a new endpoint', () => {
    expect(deployProblem(form)).toBeUndefined();
    expect(deployProblem({ ...form, reason: ' ' })).toBe('reason');
    expect(deployProblem({ ...form, version: undefined })).toBe('version');
    expect(deployProblem({ ...form, name: 'No Name' })).toBe('name');
    expect(deployProblem({ ...form, environment: undefined })).toBe('environment');
    const existing = { ...form, name: '', environment: undefined, deployment: 'd' };
    expect(deployProblem(existing)).toBeUndefined();
  });

  it('suggests a name that is free', () => {
    expect(suggestedName('m', 'production', [])).toBe('m');
    expect(suggestedName('m', 'production', ['m'])).toBe('m-production');
    expect(suggestedName('m', 'production', ['m', 'm-production'])).toBe('');
  });

  it('begins where the person may deploy and a version can go', () => {
    const environments = [anEnvironment(), PRODUCTION];
    const anywhere = () => true;
    const [development, production] = environments;
    expect(firstEnvironment(environments, anywhere, anywhere)).toBe(development);
    expect(firstEnvironment(environments, anywhere, e => e === production)).toBe(production);
    expect(firstEnvironment(environments, e => e === production, anywhere)).toBe(production);
    expect(firstEnvironment(environments, anywhere, () => false)).toBe(development);
    expect(firstEnvironment(environments, () => false, anywhere)).toBeUndefined();
  });

  it('begins with the newest version that can be deployed', () => {
    const versions = [aVersion({ version: 3 }), aVersion({ version: 2, stage: 'Production' })];
    const refusalOf = ({ stage }: { stage: string }) => (stage === 'None' ? 'no' : undefined);
    expect(firstDeployable(versions, refusalOf)).toBe(2);
    expect(firstDeployable(versions, () => 'no')).toBeUndefined();
  });

  it('begins elsewhere where nothing that may be meant can be served here', () => {
    const versions = [aVersion({ version: 2, servable: false }), aVersion({ version: 1 })];
    expect(firstTarget(versions, undefined)).toBe('embedded');
    expect(firstTarget(versions, 2)).toBe('external');
    expect(firstTarget(versions, 7)).toBe('embedded');
  });

  it('says of what is served elsewhere that nothing is started', () => {
    const say = (given: Partial<DeployForm>, version?: number) =>
      deployConsequence(
        { ...form, target: 'external', ...given },
        given.deployment === undefined ? undefined : aDeployment({ target: 'external', version }),
        'Production',
      );
    expect(say({})).toBe(
      'The portal will keep that version 2 is served elsewhere in Production, and start nothing.',
    );
    const present = { deployment: 'flight-delay-risk' };
    expect(say(present, 1)).toMatch(/has version 2 in place of version 1: predictions .* told/);
    expect(say(present, undefined)).toMatch(/has version 2: predictions/);
    expect(say(present, 2)).toMatch(/nothing will change/);
  });

  it('says what will happen', () => {
    const say = (present?: ReturnType<typeof aDeployment>, given: Partial<DeployForm> = {}) =>
      deployConsequence({ ...form, ...given }, present, 'Production');
    expect(say()).toBe('A new endpoint in Production will serve version 2.');
    expect(say(undefined, { follow: 'Production' })).toMatch(/that enters Production will take/);
    expect(say(undefined, { version: undefined })).toBeUndefined();
    expect(say(aDeployment({ version: 1 }))).toMatch(
      /will serve version 2 in place of version 1.*none fails because of the change\.$/,
    );
    expect(say(aDeployment({ version: 2 }))).toMatch(/nothing will change/);
    expect(say(aDeployment({ version: undefined }))).toMatch(/serve again/);
    const canary = (version: number) =>
      say(aDeployment({ version: 1, canary: { version, weight: 10 } }));
    expect(canary(2)).toMatch(/It is the canary now; there will be none\.$/);
    expect(canary(3)).toMatch(/The canary v3 goes on with 10 %\.$/);
  });
});
