import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mlopsAuditReadPermission } from '@mlops-backstage/plugin-mlops-common';
import type { AuditEvent, AuditVerification } from '@mlops-backstage/plugin-mlops-common';
import { toIsoString } from '../database/columns';
import type { AuditQuery, AuditStore, StoredAuditRow } from './AuditStore';
import type { ModelAuthorizer } from './ModelAuthorizer';
import { verifyChain } from './verifyChain';

/** The audit trail for those who may read it. */
export class AuthorizedAuditService {
  constructor(
    private readonly store: AuditStore,
    private readonly authorizer: ModelAuthorizer,
  ) {}

  async list(
    credentials: BackstageCredentials,
    query: AuditQuery,
  ): Promise<{ items: AuditEvent[]; more: boolean }> {
    await this.authorizer.require(credentials, mlopsAuditReadPermission);
    const rows = await this.store.list(query);
    return {
      items: rows.slice(0, query.limit).map(present),
      more: rows.length > query.limit,
    };
  }

  async verify(credentials: BackstageCredentials): Promise<AuditVerification> {
    await this.authorizer.require(credentials, mlopsAuditReadPermission);
    const found = await this.store.readAll(verifyChain);
    return { ...found, verifiedAt: new Date().toISOString() };
  }
}

/** What is stored may have been tampered with: it is shown as it is, or left out. */
const objectOf = (text: string): Record<string, never> | undefined => {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
};

function present(row: StoredAuditRow): AuditEvent {
  const before = row.before === null ? undefined : objectOf(row.before);
  const after = row.after === null ? undefined : objectOf(row.after);
  return {
    seq: row.seq,
    id: row.id,
    at: toIsoString(row.occurred_at),
    actor: row.actor,
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
