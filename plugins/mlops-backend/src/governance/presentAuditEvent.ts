import type { AuditEvent } from '@mlops-backstage/plugin-mlops-common';
import { toIsoString } from '../database/columns';
import type { StoredAuditRow } from './auditHash';
import { objectOf } from './objectOf';

/** An audit event as the contract shows it. */
export function presentAuditEvent(row: StoredAuditRow): AuditEvent {
  const before = objectOf(row.before) as AuditEvent['before'];
  const after = objectOf(row.after) as AuditEvent['after'];
  return {
    seq: row.seq,
    id: row.id,
    at: toIsoString(row.occurred_at),
    actor: row.actor,
    ...(row.on_behalf_of !== null && { onBehalfOf: row.on_behalf_of }),
    action: row.action,
    outcome: row.outcome,
    resource: { kind: row.resource_kind as AuditEvent['resource']['kind'], name: row.resource },
    ...(row.model !== null && { model: row.model }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.request_id !== null && { requestId: row.request_id }),
    ...(row.address !== null && { address: row.address }),
    ...(before && { before }),
    ...(after && { after }),
    hash: row.hash,
  };
}
