import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { AuditEvent, AuditLog } from '../governance/AuditLog';
import { toIsoString } from '../database/columns';
import type { PolicyRow } from './PolicyStore';
import type { RunCause, RunStore } from './RunStore';

/** Who acts where nobody does. */
export const RETRAINING_ACTOR = { ref: 'plugin:mlops/retraining' };

/**
 * Queues a run of a locked policy with its audit event, in the transaction that found it due. What it was due for is part of its key,
 * so that it is there once whoever else found the same.
 *
 * @returns its id
 */
export async function startRun(
  parts: { runs: RunStore; audit: AuditLog },
  transaction: Knex.Transaction,
  actor: Exclude<AuditEvent['actor'], string>,
  policy: PolicyRow,
  due: { cause: RunCause; reason: string; dueAt: number; now: Date },
): Promise<string> {
  const { cause, reason, dueAt } = due;
  const id = await parts.runs.insert(transaction, {
    model_id: policy.model_id,
    policy_id: policy.id,
    policy: policy.name,
    due_key: cause === 'manual' ? `manual:${randomUUID()}` : `${cause}:${dueAt}`,
    due_at: dueAt,
    cause,
    reason,
    requested_by: actor.ref,
    deployment: policy.deployment,
    definition: policy.definition,
    createdAt: due.now,
  });
  await parts.audit.append(transaction, {
    actor,
    action: cause === 'manual' ? 'retraining.trigger' : 'retraining.due',
    resource: { kind: 'retraining-run', name: id, model: policy.model },
    reason,
    after: { policy: policy.name, cause, dueAt: toIsoString(dueAt), state: 'queued' },
  });
  return id;
}
