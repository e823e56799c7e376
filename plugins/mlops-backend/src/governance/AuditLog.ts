import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { afterCommit } from '../database/afterCommit';
import type { Actor } from './Actor';
import { auditHash } from './auditHash';
import type { AuditRow, StoredAuditRow } from './auditHash';
import { requestContext } from './RequestContext';

/** A change, or an attempt at one that was denied, as the audit trail keeps it. */
export interface AuditEvent {
  /**
   * Who. The plugin itself is told by its name, such as `plugin:mlops/purge`; whoever has credentials as the `Actor` that
   * these are of, so that on whose behalf it was can't be lost.
   */
  actor: Actor | `plugin:${string}`;
  /** What, such as `version.register`: the `x-audit` of the operation in the contract; or the permission denied. */
  action: string;
  /** Default: done. */
  outcome?: 'done' | 'denied';
  /** A version is named by its model and number, such as `risk@2`; of what else belongs to a model, that is told too. */
  resource: { kind: 'model' | 'version'; name: string } | ModelsResource | RegistryResource;
  /** Why, where the person was asked. */
  reason?: string;
  before?: object;
  after?: object;
}

/** What belongs to a model without having its name; an approval, an alert, a token and a run are named by their ids. */
interface ModelsResource {
  kind: 'deployment' | 'approval' | 'alert' | 'token' | 'retraining-policy' | 'retraining-run';
  name: string;
  model: string;
}

/** The registry as a whole. */
interface RegistryResource {
  kind: 'registry';
  name: 'mlops';
}

const modelOf = (resource: AuditEvent['resource']): string | null => {
  switch (resource.kind) {
    case 'registry':
      return null;
    case 'model':
    case 'version':
      return resource.name.split('@')[0];
    default:
      return resource.model;
  }
};

/** Longer ones come from nobody's proxy. */
const MAX_REQUEST_ID = 200;
const MAX_ADDRESS = 100;

const textOf = (value: object | undefined) => (value ? JSON.stringify(value) : null);

/** The columns that tell who did it. */
function whoOf(actor: AuditEvent['actor']): Pick<AuditRow, 'actor' | 'on_behalf_of'> {
  const { ref, through }: Actor = typeof actor === 'string' ? { ref: actor } : actor;
  return through === undefined
    ? { actor: ref, on_behalf_of: null }
    : { actor: through, on_behalf_of: ref };
}

/** Appends to the audit trail. There is no way to change an event. */
export class AuditLog {
  /** @param onAppended - told of every event after it was committed, and of none that wasn't */
  constructor(private readonly onAppended?: (row: StoredAuditRow) => void) {}

  /**
   * Appends within the transaction of the change, so that neither is ever there without the other. Whoever appends
   * holds the end of the chain until the transaction ends: append last, and take no further locks after it.
   */
  async append(transaction: Knex.Transaction, event: AuditEvent): Promise<void> {
    const end = await transaction('audit_chain').where({ id: 1 }).forUpdate().first();
    const context = requestContext.getStore();
    const row: AuditRow = {
      seq: Number(end.seq) + 1,
      id: randomUUID(),
      occurred_at: Date.now(),
      ...whoOf(event.actor),
      action: event.action,
      outcome: event.outcome ?? 'done',
      resource_kind: event.resource.kind,
      resource: event.resource.name,
      model: modelOf(event.resource),
      reason: event.reason ?? null,
      request_id: context?.requestId.slice(0, MAX_REQUEST_ID) ?? null,
      address: context?.address?.slice(0, MAX_ADDRESS) ?? null,
      before: textOf(event.before),
      after: textOf(event.after),
    };
    const hash = auditHash(end.hash, row);
    await transaction('audit_events').insert({ ...row, hash });
    await transaction('audit_chain').where({ id: 1 }).update({ seq: row.seq, hash });
    if (this.onAppended) {
      const { onAppended } = this;
      afterCommit(transaction, () => onAppended({ ...row, hash }));
    }
  }
}
