import type { Alert } from '@mlops-backstage/plugin-mlops-common';
import { toIsoString } from '../database/columns';
import type { AlertRow } from './AlertStore';

/** An alert as the contract shows it. */
export function presentAlert(row: AlertRow): Alert {
  return {
    id: row.id,
    model: row.model,
    key: row.key,
    severity: row.severity,
    state: row.state,
    summary: row.summary,
    description: row.description,
    ...(row.deployment !== null && { deployment: row.deployment }),
    ...(row.version !== null && { version: row.version }),
    raisedAt: toIsoString(row.raised_at),
    raisedBy: row.raised_by,
    updatedAt: toIsoString(row.updated_at),
    ...(row.acknowledged_at !== null && { acknowledgedAt: toIsoString(row.acknowledged_at) }),
    ...(row.acknowledged_by !== null && { acknowledgedBy: row.acknowledged_by }),
    ...(row.resolved_at !== null && { resolvedAt: toIsoString(row.resolved_at) }),
    ...(row.resolved_by !== null && { resolvedBy: row.resolved_by }),
    ...(row.note !== null && { note: row.note }),
    ...(row.rule !== null && { rule: row.rule }),
    ...(row.evidence !== null && { evidence: row.evidence }),
  };
}
