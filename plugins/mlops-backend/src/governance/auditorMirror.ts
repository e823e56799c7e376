import type { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { toIsoString } from '../database/columns';
import type { StoredAuditRow } from './auditHash';

/**
 * Tells Backstage's auditor of events of the audit trail. The trail is what counts: what the auditor fails to take is
 * logged and otherwise let go. What was changed (`before`, `after`) stays in the trail, where the hash leads to.
 */
export function auditorMirror(
  auditor: AuditorService,
  logger: LoggerService,
): (row: StoredAuditRow) => void {
  return row => {
    mirror(auditor, row).catch(error =>
      logger.warn(`Backstage's auditor did not take the audit event ${row.seq}`, error),
    );
  };
}

async function mirror(auditor: AuditorService, row: StoredAuditRow): Promise<void> {
  const isDenied = row.outcome === 'denied';
  const event = await auditor.createEvent({
    eventId: row.action.replaceAll('.', '-'),
    severityLevel: isDenied ? 'high' : 'medium',
    meta: {
      seq: row.seq,
      hash: row.hash,
      occurredAt: toIsoString(row.occurred_at),
      actor: row.actor,
      ...(row.on_behalf_of !== null && { onBehalfOf: row.on_behalf_of }),
      action: row.action,
      resource: { kind: row.resource_kind, name: row.resource },
      ...(row.model !== null && { model: row.model }),
      ...(row.reason !== null && { reason: row.reason }),
      ...(row.request_id !== null && { requestId: row.request_id }),
      ...(row.address !== null && { address: row.address }),
    },
  });
  if (isDenied) {
    await event.fail({
      error: new NotAllowedError(`${row.action} is not granted to ${row.actor}`),
    });
  } else {
    await event.success();
  }
}
