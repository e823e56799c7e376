import type { Gates } from '@mlops-backstage/plugin-mlops-common';
import type { ApprovalRow } from '../ApprovalStore';
import { failed, passed } from './Verdict';
import type { Verdict } from './Verdict';
import { approvalsCounted } from './approvalsCounted';

const plural = (count: number) => (count === 1 ? '1 approval' : `${count} approvals`);

/**
 * People of some groups have to have approved the change.
 *
 * @param approval - the open request for the change, pending or approved, if there is one
 * @param author - who registered the version
 */
export function approvalsGate(
  asked: NonNullable<Gates['approvals']>,
  approval: ApprovalRow | undefined,
  author: string,
): Verdict {
  const { count } = asked;
  const whose = asked.groups.join(' or ');
  if (!approval) {
    return failed(`${plural(count)} of ${whose} needed: request it`);
  }
  const given = approvalsCounted(asked, approval.decisions, author);
  if (approval.state === 'approved' && given >= count) {
    return passed(`${given} of ${plural(count)} of ${whose} given`);
  }
  const sofar = `${given} of ${plural(count)} of ${whose} given`;
  return failed(
    approval.state === 'approved'
      ? `${sofar}: more is asked for than when it was requested; withdraw the request and make a new one`
      : sofar,
  );
}
