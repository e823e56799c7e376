import type { GateResult } from '@mlops-backstage/plugin-mlops-common';
import { anApproval, aTransition } from '../../__testUtils__/fixtures';
import { stageStep } from './stageSteps';
import { transitionState } from './transitionState';

const STEP = stageStep('Staging', 'Production');
const gate = (state: GateResult['state']): GateResult => ({
  gate: 'metric',
  state,
  source: 'configured',
  message: 'AUC of test is 0.71, at least 0.7 is asked for.',
});
const of = (
  option: Parameters<typeof aTransition>[0],
  refusals: Parameters<typeof transitionState>[2] = {},
) => transitionState(aTransition(option), STEP, refusals);

describe('transitionState', () => {
  it('is ready when all gates hold or are checked later', () => {
    expect(of({ gates: [gate('passed'), gate('deferred')] })).toEqual({
      kind: 'move',
      action: 'Promote',
      refusal: undefined,
    });
  });

  it('says how many gates do not hold', () => {
    expect(of({ gates: [gate('failed')] }).refusal).toBe('One gate doesn’t hold: see above.');
    expect(of({ gates: [gate('failed'), gate('failed')] }).refusal).toMatch(/^2 gates/);
  });

  it('asks for approval where one is missing, and waits for one that is asked for', () => {
    expect(of({ needsApproval: true })).toMatchObject({
      kind: 'request',
      action: 'Request approval',
    });
    expect(of({ needsApproval: true, gates: [gate('failed')] }).note).toMatch(/^Another gate/);
    expect(of({ needsApproval: true }).note).toBeUndefined();
    expect(of({ needsApproval: true, approval: anApproval() })).toMatchObject({ kind: 'wait' });
    expect(of({ needsApproval: true }, { request: 'Not yours' }).refusal).toBe('Not yours');
  });

  it('names those who approved', () => {
    const decision = { decision: 'approve' as const, at: '2026-01-01T10:00:00Z', comment: 'Yes' };
    const approval = anApproval({
      state: 'approved',
      decisions: [
        { ...decision, by: 'user:default/joe' },
        { ...decision, by: 'plugin:ci' },
      ],
    });
    expect(of({ needsApproval: true, approval })).toEqual({
      kind: 'move',
      action: 'Promote (approved by joe and plugin:ci)',
      refusal: undefined,
    });
  });

  it('names a lacking permission before anything else', () => {
    const option = { gates: [gate('failed')], refusal: 'It is served' };
    expect(of(option, { move: 'Not yours' }).refusal).toBe('Not yours');
    expect(of(option).refusal).toBe('It is served');
  });
});
