import { anAuditEvent } from '../../__testUtils__/fixtures';
import { auditInWords } from './auditInWords';

const MODEL = { kind: 'model', name: 'risk' } as const;
const VERSION = { kind: 'version', name: 'risk@2' } as const;
const DEPLOYMENT = { kind: 'deployment', name: 'risk-eu' } as const;
// The contract's objects may have any fields.
const fields = (value: object) => value as Record<string, never>;

describe('auditInWords', () => {
  it.each([
    ['model.register', MODEL, 'registered risk'],
    ['model.purge', MODEL, 'removed risk for good'],
    ['version.register', VERSION, 'registered version 2 of risk'],
    ['version.delete', VERSION, 'deleted version 2 of risk'],
    ['card.write', VERSION, 'wrote the model card of version 2 of risk'],
    ['deployment.undeploy', DEPLOYMENT, 'undeployed the deployment risk-eu'],
    ['evaluation.add', VERSION, 'added an evaluation to version 2 of risk'],
    ['alias.set', MODEL, 'set the alias of some name of risk'],
    ['stage.approve', VERSION, 'stage.approve on version 2 of risk'],
    ['toString', MODEL, 'toString on risk'],
  ])('%s', (action, resource, words) => {
    expect(auditInWords(anAuditEvent({ action, resource }))).toBe(words);
  });

  it('says what is known of the change', () => {
    const of = (action: string, resource: typeof MODEL | typeof VERSION | typeof DEPLOYMENT) =>
      anAuditEvent({ action, resource });
    expect(
      auditInWords({
        ...of('alias.set', MODEL),
        before: fields({ alias: 'champion', version: 1 }),
        after: fields({ alias: 'champion', version: 2 }),
      }),
    ).toBe('set the alias champion of risk from version 1 to version 2');
    expect(
      auditInWords({
        ...of('alias.remove', MODEL),
        before: fields({ alias: 'champion', version: 1 }),
      }),
    ).toBe('removed the alias champion of risk');
    expect(
      auditInWords({ ...of('evaluation.add', VERSION), after: fields({ name: 'Held-out' }) }),
    ).toBe('added the evaluation “Held-out” to version 2 of risk');
    expect(
      auditInWords({ ...of('deployment.deploy', DEPLOYMENT), after: fields({ version: 3 }) }),
    ).toBe('deployed version 3 to the deployment risk-eu');
  });

  it.each([
    ['mlops.model.delete', 'tried to delete or restore risk'],
    ['mlops.deployment.deploy', 'tried to deploy risk'],
    ['mlops.model.adopt', 'tried mlops.model.adopt on risk'],
  ])('says that %s was tried', (action, words) => {
    expect(auditInWords(anAuditEvent({ action, outcome: 'denied', resource: MODEL }))).toBe(words);
  });
});
