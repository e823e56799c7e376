import type { Knex } from 'knex';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import type { ApprovalRow } from './ApprovalStore';

/** Keeps that somebody who has the permission was denied all the same: by four eyes, or by the groups of a gate. */
export class ApprovalDenials {
  constructor(
    private readonly database: Knex,
    private readonly audit: AuditLog,
  ) {}

  async record(
    actor: Actor,
    permission: string,
    { id, model }: ApprovalRow,
    reason: string,
  ): Promise<void> {
    await this.database.transaction(transaction =>
      this.audit.append(transaction, {
        actor,
        action: permission,
        outcome: 'denied',
        resource: { kind: 'approval', name: id, model },
        reason,
      }),
    );
  }
}
