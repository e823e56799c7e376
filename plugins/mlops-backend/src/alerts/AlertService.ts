import { ConflictError, NotFoundError } from '@backstage/errors';
import type { Alert, AlertRequest } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { TimestampColumn } from '../database/columns';
import type { CursorPosition } from '../database/cursor';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import type { ReadableModels } from '../governance/ModelAuthorizer';
import type { AlertQuery, AlertRow, AlertStore } from './AlertStore';
import { presentAlert } from './presentAlert';
import { isHigherSeverity } from './severity';

/** What alerts need to know of models, handed in by the areas that own them. */
export interface AlertedModels {
  /** Reads a model, deleted or not, and keeps others from changing it until the transaction ends. */
  lock(
    transaction: Knex.Transaction,
    name: string,
  ): Promise<{ id: string; deleted_at: TimestampColumn | null } | undefined>;
  hasVersion(transaction: Knex.Transaction, modelId: string, version: number): Promise<boolean>;
  /** The name of the model that a deployment serves; it never changes. */
  modelOfDeployment(deployment: string): Promise<string | undefined>;
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
    private readonly audit: AuditLog,
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
    const { deployment, version } = request;
    if (deployment !== undefined && (await this.models.modelOfDeployment(deployment)) !== model) {
      throw new NotFoundError(`The model ${model} has no deployment ${deployment}`);
    }
    const words: Words = {
      severity: request.severity,
      summary: request.summary,
      description: request.description ?? '',
      deployment: deployment ?? null,
      version: version ?? null,
    };
    const raised = await this.database.transaction(async transaction => {
      const { id: modelId } = await this.hold(transaction, model);
      if (version !== undefined && !(await this.models.hasVersion(transaction, modelId, version))) {
        throw new NotFoundError(`The model ${model} has no version ${version}`);
      }
      const before = await this.alerts.lockUnresolved(transaction, modelId, request.key);
      if (before) {
        await this.bringUpToDate(transaction, actor, before, words);
        return { id: before.id, isNew: false };
      }
      const id = await this.alerts.insert(transaction, {
        model_id: modelId,
        key: request.key,
        ...words,
        raised_by: actor.ref,
      });
      await this.audit.append(transaction, {
        actor,
        action: 'alert.raise',
        resource: { kind: 'alert', name: id, model },
        after: { key: request.key, state: 'open', ...words },
      });
      return { id, isNew: true };
    });
    return { alert: await this.present(raised.id), isNew: raised.isNew };
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

  private async bringUpToDate(
    transaction: Knex.Transaction,
    actor: Actor,
    before: AlertRow,
    words: Words,
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
      await this.hold(transaction, model);
      const before = await this.alerts.lock(transaction, id);
      if (!before) {
        throw noAlert(id);
      }
      const change = make(before);
      await this.alerts.update(transaction, id, { ...change, note: reason });
      await this.audit.append(transaction, {
        actor,
        action,
        resource: { kind: 'alert', name: id, model },
        reason,
        before: { key: before.key, state: before.state },
        after: { key: before.key, state: change.state },
      });
    });
    return this.present(id);
  }

  private async hold(transaction: Knex.Transaction, model: string): Promise<{ id: string }> {
    const row = await this.models.lock(transaction, model);
    if (!row || row.deleted_at !== null) {
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
