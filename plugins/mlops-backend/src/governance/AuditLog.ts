import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';

/** One change, as the audit trail keeps it. */
export interface AuditEvent {
  /** Who: an entity reference, or the subject of a service. */
  actor: string;
  /** What, such as `version.register`: the `x-audit` of the operation in the contract. */
  action: string;
  resource: { kind: 'model' | 'version' | 'deployment'; name: string };
  /** Why, where the person was asked. */
  reason?: string;
  before?: object;
  after?: object;
}

/** Appends to the audit trail. There is no way to change or remove an event. */
export class AuditLog {
  /** Appends within the transaction of the change, so that neither is ever there without the other. */
  async append(transaction: Knex.Transaction, event: AuditEvent): Promise<void> {
    await transaction('audit_events').insert({
      id: randomUUID(),
      at: new Date(),
      actor: event.actor,
      action: event.action,
      resource_kind: event.resource.kind,
      resource: event.resource.name,
      reason: event.reason ?? null,
      before: event.before ? JSON.stringify(event.before) : null,
      after: event.after ? JSON.stringify(event.after) : null,
    });
  }
}
