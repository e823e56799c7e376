import type { Knex } from 'knex';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import { configurationOf } from './Configuration';
import type { Configuration } from './Configuration';
import type { DeploymentRow, DeploymentStore, RevisionAction } from './DeploymentStore';

/** Writes a further revision of a locked deployment with its audit event, in the transaction of the change. */
export async function recordRevision(
  parts: { deployments: DeploymentStore; audit: AuditLog },
  transaction: Knex.Transaction,
  actor: Actor,
  row: DeploymentRow,
  change: {
    action: RevisionAction;
    configuration: Configuration;
    rolledBackTo?: number;
    reason: string;
  },
): Promise<void> {
  await parts.deployments.addRevision(transaction, row, { ...change, createdBy: actor.ref });
  await parts.audit.append(transaction, {
    actor,
    action: `deployment.${change.action}`,
    resource: { kind: 'deployment', name: row.name, model: row.model },
    reason: change.reason,
    before: { revision: row.revision, ...configurationOf(row) },
    after: {
      revision: row.revision + 1,
      ...configurationOf(change.configuration),
      ...(change.rolledBackTo !== undefined && { rolledBackTo: change.rolledBackTo }),
    },
  });
}
