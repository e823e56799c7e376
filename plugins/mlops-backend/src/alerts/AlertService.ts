import { ConflictError, NotFoundError } from '@backstage/errors';
import type { Alert, AlertEvidence, AlertRequest } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { CursorPosition } from '../database/cursor';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import type { ReadableModels } from '../governance/ModelAuthorizer';
import type { AlertQuery, AlertRow, AlertStore } from './AlertStore';
import type { AlertedModel, AlertTeller } from './AlertTeller';
import { presentAlert } from './presentAlert';
import { isHigherSeverity } from './severity';

/** What alerts need to know of models, handed in by the area that owns them. Deleted ones aren't found. */
export interface AlertedModels {
  /** Finds a model and keeps others from changing it until the transaction ends. */
  lock(transaction: Knex.Transaction, name: string): Promise<AlertedModel | undefined>;
  findVersion(modelId: string, version: number, db?: Knex): Promise<object | undefined>;
}

/** What alerts need to know of deployments, handed in by the area that owns them. */
export interface AlertedDeployments {
  /** The name of the model that a deployment serves; it never changes. */
  modelOf(deployment: string): Promise<string | undefined>;
}

/** What an alert is raised with. */
export interface RaisedAlert extends AlertRequest {
  /** The rule that raises it, and what it saw. */
  rule?: string;
  evidence?: AlertEvidence;
}

/** What the audit trail keeps of an alert that is raised. */
type Words = Pick<AlertRow, 'severity' | 'summary' | 'description' | 'deployment' | 'version'>;

/**
 * The rules of alerts: of one key a model has at most one that isn't resolved, and whoever raises it again brings that
 * one up to date. Who may do it is asked elsewhere (`AuthorizedAlertService`).
 */
export class AlertService {
  constructor(
    private readonly database: Knex,
    private readonly alerts: AlertStore,
    private readonly models: AlertedModels,
    private readonly deployments: AlertedDeployments,
    private readonly audit: AuditLog,
    private readonly teller: AlertTeller,
  ) {}

  async list(
    query: AlertQuery,
    readable: ReadableModels,
    page: { limit: number; after?: CursorPosition },
  ) {
    const [rows, totalItems] = await Promise.all([
      this.alerts.list(query, readable, page),
      this.alerts.count(query, readable),
    ]);
    return {
      items: rows.slice(0, page.limit).map(presentAlert),
      totalItems,
      more: rows.length > page.limit,
    };
  }

  find(id: string): Promise<AlertRow | undefined> {
    return this.alerts.find(id);
  }

  /**
   * Raises an alert, or brings the one of the same key up to date. Somebody being at it is no longer enough where it
   * has become graver: then it is open again.
   *
   * @throws `NotFoundError` for a model that there isn't, or a version or a deployment that the model doesn't have
   */
  async raise(
    actor: Actor,
    model: string,
    request: AlertRequest,
  ): Promise<{ alert: Alert; isNew: boolean }> {
    const { deployment } = request;
    if (deployment !== undefined && (await this.deployments.modelOf(deployment)) !== model) {
      throw new NotFoundError(`The model ${model} has no deployment ${deployment}`);
    }
    const raised = await this.database.transaction(transaction =>
      this.raiseIn(transaction, actor, model, request),
    );
    return { alert: await this.present(raised.id), isNew: raised.isNew };
  }

  /**
   * The same in a transaction of whoever else changes something with it. Locks the model first.
   *
   * @param request.deployment - has to be one of the model's
   */
  async raiseIn(
    transaction: Knex.Transaction,
    actor: Actor,
    model: string,
    { key, rule, evidence, ...request }: RaisedAlert,
  ): Promise<{ id: string; isNew: boolean }> {
    const { version } = request;
    const words: Words = {
      severity: request.severity,
      summary: request.summary,
      description: request.description ?? '',
      deployment: request.deployment ?? null,
      version: version ?? null,
    };
    const held = await this.hold(transaction, model);
    if (version !== undefined && !(await this.models.findVersion(held.id, version, transaction))) {
      throw new NotFoundError(`The model ${model} has no version ${version}`);
    }
    const before = await this.alerts.lockUnresolved(transaction, held.id, key);
    if (before) {
      await this.bringUpToDate(transaction, actor, before, { words, evidence });
      await this.tellOf(transaction, before.id, held);
      return { id: before.id, isNew: false };
    }
    const id = await this.alerts.insert(transaction, {
      model_id: held.id,
      key,
      ...words,
      raised_by: actor.ref,
      ...(rule !== undefined && { rule }),
      ...(evidence && { evidence }),
    });
    await this.tellOf(transaction, id, held);
    await this.audit.append(transaction, {
      actor,
      action: 'alert.raise',
      resource: { kind: 'alert', name: id, model },
      after: { key, state: 'open', ...words },
    });
    return { id, isNew: true };
  }

  /** @throws `ConflictError` unless it is open */
  async acknowledge(actor: Actor, alert: AlertRow, reason: string): Promise<Alert> {
    return this.change(actor, alert, reason, 'alert.acknowledge', row => {
      if (row.state !== 'open') {
        throw new ConflictError(
          `The alert was ${row.state} by ${row.resolved_by ?? row.acknowledged_by}`,
        );
      }
      return { state: 'acknowledged', acknowledged_at: new Date(), acknowledged_by: actor.ref };
    });
  }

  /** @throws `ConflictError` when it is resolved already */
  async resolve(actor: Actor, alert: AlertRow, reason: string): Promise<Alert> {
    return this.change(actor, alert, reason, 'alert.resolve', row => {
      if (row.state === 'resolved') {
        throw new ConflictError(`The alert was resolved by ${row.resolved_by}`);
      }
      return { state: 'resolved', resolved_at: new Date(), resolved_by: actor.ref };
    });
  }

  /**
   * Resolves what the actor itself has raised, in a transaction of whoever else changes something with it; leaves alone what somebody else
   * has, and what is resolved. Locks the model first.
   */
  async resolveOwnIn(
    transaction: Knex.Transaction,
    actor: Actor,
    { id, model }: Pick<AlertRow, 'id' | 'model'>,
    reason: string,
  ): Promise<void> {
    const held = await this.hold(transaction, model);
    const before = await this.alerts.lock(transaction, id);
    if (before && before.state !== 'resolved' && before.raised_by === actor.ref) {
      await this.changeIn(transaction, actor, before, held, reason, 'alert.resolve', {
        state: 'resolved',
        resolved_at: new Date(),
        resolved_by: actor.ref,
      });
    }
  }

  /** Whether an alert is there and isn't resolved, within a transaction that holds the model. */
  async isUnresolved(transaction: Knex.Transaction, id: string): Promise<boolean> {
    const row = await this.alerts.lock(transaction, id);
    return row !== undefined && row.state !== 'resolved';
  }

  /** Tells of alerts that were mute when they were raised, and aren't any more. */
  async tellUntold(): Promise<void> {
    for (const { id, model } of await this.alerts.listUntold()) {
      await this.database.transaction(async transaction => {
        await this.tellOf(transaction, id, await this.hold(transaction, model));
      });
    }
  }

  /** Tells of an alert that nobody was told of, or that has become graver than what was told. */
  private async tellOf(
    transaction: Knex.Transaction,
    id: string,
    model: AlertedModel,
  ): Promise<void> {
    const alert = await this.alerts.lock(transaction, id);
    if (!alert || alert.state === 'resolved') {
      return;
    }
    const { severity, told_severity: told } = alert;
    if (told !== null && !isHigherSeverity(severity, told)) {
      return;
    }
    const type = told === null ? 'raised' : 'escalated';
    if (await this.teller.tell(transaction, type, alert, model)) {
      await this.alerts.markTold(transaction, id, severity);
    }
  }

  private async bringUpToDate(
    transaction: Knex.Transaction,
    actor: Actor,
    before: AlertRow,
    { words, evidence }: { words: Words; evidence?: AlertEvidence },
  ): Promise<void> {
    const opens =
      before.state === 'acknowledged' && isHigherSeverity(words.severity, before.severity);
    const told = wordsOf(before);
    // Monitors say the same over and over, which is no news to the audit trail.
    if (JSON.stringify(told) === JSON.stringify(words)) {
      return;
    }
    await this.alerts.update(transaction, before.id, {
      ...words,
      ...(evidence && { evidence }),
      ...(opens && { state: 'open', acknowledged_at: null, acknowledged_by: null }),
    });
    await this.audit.append(transaction, {
      actor,
      action: 'alert.raise',
      resource: { kind: 'alert', name: before.id, model: before.model },
      before: { key: before.key, state: before.state, ...told },
      after: { key: before.key, state: opens ? 'open' : before.state, ...words },
    });
  }

  private async change(
    actor: Actor,
    { id, model }: AlertRow,
    reason: string,
    action: string,
    make: (row: AlertRow) => Pick<AlertRow, 'state'> & Partial<AlertRow>,
  ): Promise<Alert> {
    await this.database.transaction(async transaction => {
      const held = await this.hold(transaction, model);
      const before = await this.alerts.lock(transaction, id);
      if (!before) {
        throw noAlert(id);
      }
      await this.changeIn(transaction, actor, before, held, reason, action, make(before));
    });
    return this.present(id);
  }

  private async changeIn(
    transaction: Knex.Transaction,
    actor: Actor,
    before: AlertRow,
    held: AlertedModel,
    reason: string,
    action: string,
    change: Pick<AlertRow, 'state'> & Partial<AlertRow>,
  ): Promise<void> {
    const { id, key, model } = before;
    await this.alerts.update(transaction, id, { ...change, note: reason });
    // Whoever wasn't told that it began needn't hear that it is over.
    if (change.state === 'resolved' && before.told_severity !== null) {
      const after = await this.alerts.lock(transaction, id);
      await this.teller.tell(transaction, 'resolved', after!, held);
    }
    await this.audit.append(transaction, {
      actor,
      action,
      resource: { kind: 'alert', name: id, model },
      reason,
      before: { key, state: before.state },
      after: { key, state: change.state },
    });
  }

  private async hold(transaction: Knex.Transaction, model: string): Promise<AlertedModel> {
    const row = await this.models.lock(transaction, model);
    if (!row) {
      throw new NotFoundError(`There is no model ${model}`);
    }
    return row;
  }

  /** @throws `NotFoundError` when the model was deleted right after */
  private async present(id: string): Promise<Alert> {
    const row = await this.alerts.find(id);
    if (!row) {
      throw noAlert(id);
    }
    return presentAlert(row);
  }
}

/** The words of the row in the order in which they are compared. */
function wordsOf({ severity, summary, description, deployment, version }: AlertRow): Words {
  return { severity, summary, description, deployment, version };
}

function noAlert(id: string): NotFoundError {
  return new NotFoundError(`There is no alert ${id}`);
}
