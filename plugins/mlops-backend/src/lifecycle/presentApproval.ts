import type { Approval } from '@mlops-backstage/plugin-mlops-common';
import { toIsoString } from '../database/columns';
import type { ApprovalRow } from './ApprovalStore';

/**
 * A request as the contract shows it.
 *
 * @param mayNotDecideBecause - why who asks may not decide it; nothing where that person may
 */
export function presentApproval(
  row: ApprovalRow,
  mayNotDecideBecause: string | undefined,
): Approval {
  const { requirements, state } = row;
  const mayDecide = state === 'pending' && mayNotDecideBecause === undefined;
  return {
    id: row.id,
    model: row.model,
    version: row.version,
    digest: row.digest,
    from: row.from_stage,
    to: row.to_stage,
    state,
    // Gates of different groups may need more people than the one that asks for most.
    required: Math.max(...requirements.map(({ count }) => count)),
    groups: [...new Set(requirements.flatMap(({ groups }) => groups))],
    decisions: row.decisions.map(({ decision, decided_by: by, decided_at: at, comment }) => ({
      decision,
      by,
      at: toIsoString(at),
      comment,
    })),
    requestedBy: row.requested_by,
    requestedAt: toIsoString(row.requested_at),
    reason: row.reason,
    expiresAt: toIsoString(row.expires_at),
    ...(row.closed_at !== null && { closedAt: toIsoString(row.closed_at) }),
    mayDecide,
    ...(state === 'pending' && mayNotDecideBecause !== undefined && { mayNotDecideBecause }),
  };
}
