import { parseEntityRef } from '@backstage/catalog-model';
import type { Approval, TransitionOption } from '@mlops-backstage/plugin-mlops-common';
import type { StageStep } from './stageSteps';

/** Why the person may not move the version, and not ask for approval; undefined where they may. */
export interface TransitionRefusals {
  move?: string;
  request?: string;
}

/** The one thing that can be done about a change of stage now. */
export interface TransitionState {
  kind: 'move' | 'request' | 'wait';
  /** What the button says. */
  action: string;
  /** Why it can't be done; undefined where it can. */
  refusal?: string;
  /** What to know before it is done. */
  note?: string;
}

const nameOf = (ref: string) => (/^\w+:[^/]+\/[^/]+$/.test(ref) ? parseEntityRef(ref).name : ref);

/** Who approved, by name: `jane and joe`. */
export function approversOf({ decisions }: Approval): string {
  const names = decisions.filter(d => d.decision === 'approve').map(({ by }) => nameOf(by));
  return new Intl.ListFormat('en').format(names);
}

/** Whether the version can be moved, whether approval has to be asked for first, or waited for. */
export function transitionState(
  option: TransitionOption,
  step: StageStep,
  refusals: TransitionRefusals,
): TransitionState {
  const { approval, gates, needsApproval, refusal } = option;
  const failedOf = (results: TransitionOption['gates']) =>
    results.filter(({ state }) => state === 'failed').length;
  const others = failedOf(gates.filter(({ gate }) => gate !== 'approvals'));
  if (approval?.state === 'pending') {
    return { kind: 'wait', action: step.verb, refusal: 'It waits for approval.' };
  }
  if (needsApproval && approval?.state !== 'approved') {
    const note =
      others === 0
        ? undefined
        : `${others === 1 ? 'Another gate doesn’t' : `${others} other gates don’t`} hold: as long as that is so, the version stays even when it is approved.`;
    return {
      kind: 'request',
      action: 'Request approval',
      refusal: refusals.request ?? refusal,
      ...(note && { note }),
    };
  }
  const failed = failedOf(gates);
  const gatesRefusal =
    failed === 0
      ? undefined
      : `${failed === 1 ? 'One gate doesn’t' : `${failed} gates don’t`} hold: see above.`;
  return {
    kind: 'move',
    action:
      approval?.state === 'approved'
        ? `${step.verb} (approved by ${approversOf(approval)})`
        : step.verb,
    refusal: refusals.move ?? refusal ?? gatesRefusal,
  };
}
