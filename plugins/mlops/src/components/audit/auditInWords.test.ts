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
    ['gates.set', MODEL, 'set the gates of risk'],
    ['deployment.rollback', DEPLOYMENT, 'rolled the deployment risk-eu back'],
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

  it('says what requests, alerts, tokens and checkpoints are about', () => {
    const told = (
      action: string,
      kind: 'approval' | 'alert' | 'token' | 'deployment',
      after: object,
    ) =>
      auditInWords({
        ...anAuditEvent({ action, resource: { kind, name: 'some-id' }, model: 'risk' }),
        after: fields(after),
      });
    const change = { version: 2, from: 'Staging', to: 'Production' };
    expect(told('approval.request', 'approval', change)).toBe(
      'asked for approval of version 2 of risk to enter Production',
    );
    expect(told('approval.decide', 'approval', { ...change, decision: 'reject' })).toBe(
      'rejected version 2 of risk to enter Production',
    );
    expect(told('approval.withdraw', 'approval', {})).toBe(
      'withdrew a request for approval at risk',
    );
    expect(told('alert.raise', 'alert', { summary: 'Too slow.' })).toBe(
      'raised an alert at risk: Too slow.',
    );
    expect(told('alert.resolve', 'alert', {})).toBe('resolved an alert of risk');
    expect(told('label.add', 'deployment', { received: 20000 })).toBe(
      'told 20,000 labels of the deployment some-id',
    );
    expect(told('prediction.ingest', 'deployment', { added: 300 })).toBe(
      'told 300 predictions of the deployment some-id',
    );
    expect(told('prediction.configure', 'deployment', {})).toBe(
      'changed what is logged of the deployment some-id',
    );
    expect(told('token.limit', 'token', { name: 'nightly', deployment: 'risk-eu' })).toBe(
      'changed the limits of the token “nightly” of the deployment risk-eu',
    );
    expect(told('token.create', 'token', { name: 'nightly', deployment: 'risk-eu' })).toBe(
      'made the token “nightly” of the deployment risk-eu',
    );
    expect(
      auditInWords({
        ...anAuditEvent({
          action: 'audit.checkpoint',
          resource: { kind: 'registry', name: 'mlops' },
        }),
        after: fields({ seq: 57 }),
      }),
    ).toBe('signed the end of the audit trail at event 57');
    expect(
      auditInWords({
        ...anAuditEvent({
          action: 'message.resend',
          resource: { kind: 'registry', name: 'mlops' },
        }),
        after: fields({ destination: 'alerts:on-call' }),
      }),
    ).toBe('had messages that were given up sent again to alerts:on-call');
  });

  it('says from which stage to which', () => {
    expect(
      auditInWords({
        ...anAuditEvent({ action: 'version.transition', resource: VERSION }),
        before: fields({ stage: 'Staging' }),
        after: fields({ stage: 'Production' }),
      }),
    ).toBe('moved version 2 of risk from Staging to Production');
  });

  it.each([
    ['mlops.model.delete', 'tried to delete or restore risk'],
    ['mlops.deployment.deploy', 'tried to deploy risk'],
    ['mlops.model.adopt', 'tried mlops.model.adopt on risk'],
  ])('says that %s was tried', (action, words) => {
    expect(auditInWords(anAuditEvent({ action, outcome: 'denied', resource: MODEL }))).toBe(words);
  });
});
