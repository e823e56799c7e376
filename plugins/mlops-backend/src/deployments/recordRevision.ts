import type { Knex } from 'knex';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import type { Bakes } from './bake/Bakes';
import { configurationOf } from './Configuration';
import type { Configuration } from './Configuration';
import type { DeploymentRow } from './DeploymentRow';
import type { DeploymentStore, RevisionAction } from './DeploymentStore';

/**
 * Writes a further revision of a locked deployment with its audit event, in the transaction of the change.
 *
 * @param change.isBaked - whether versions that newly answer are watched during their bake time; default: yes
 */
export async function recordRevision(
  parts: { deployments: DeploymentStore; bakes: Bakes; audit: AuditLog },
  transaction: Knex.Transaction,
  actor: Actor,
  row: DeploymentRow,
  change: {
    action: RevisionAction;
    configuration: Configuration;
    rolledBackTo?: number;
    reason: string;
    isBaked?: boolean;
  },
): Promise<void> {
  const { isBaked = true, configuration, ...rest } = change;
  const revision = row.revision + 1;
  await parts.deployments.addRevision(transaction, row, {
    ...rest,
    configuration,
    createdBy: actor.ref,
  });
  await parts.bakes.follow(transaction, row, {
    revision,
    before: row,
    after: configuration,
    isBaked,
  });
  await parts.audit.append(transaction, {
    actor,
    action: `deployment.${change.action}`,
    resource: { kind: 'deployment', name: row.name, model: row.model },
    reason: change.reason,
    before: { revision: row.revision, ...configurationOf(row) },
    after: {
      revision,
      ...configurationOf(configuration),
      ...(change.rolledBackTo !== undefined && { rolledBackTo: change.rolledBackTo }),
    },
  });
}
