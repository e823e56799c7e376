import type { Gates } from '@mlops-backstage/plugin-mlops-common';
import type { DecisionRow } from '../ApprovalStore';

/** How many of the decisions are approvals that count for a gate. @param author - who registered the version */
export function approvalsCounted(
  { groups, excludeAuthor }: NonNullable<Gates['approvals']>,
  decisions: readonly DecisionRow[],
  author: string,
): number {
  return decisions.filter(
    ({ decision, decided_by: by, groups: memberships }) =>
      decision === 'approve' &&
      memberships.some(group => groups.includes(group)) &&
      !(excludeAuthor && by === author),
  ).length;
}
