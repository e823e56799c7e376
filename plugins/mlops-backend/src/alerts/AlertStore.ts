import { randomUUID } from 'node:crypto';
import type {
  AlertEvidence,
  AlertSeverity,
  AlertState,
} from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { TimestampColumn } from '../database/columns';
import type { CursorPosition } from '../database/cursor';
import type { ReadableModels } from '../governance/ModelAuthorizer';
import { whereReadable } from '../governance/whereReadable';
import { highestSeverity } from './severity';

/** An alert as it is stored, with the name of its model. */
export interface AlertRow {
  id: string;
  model_id: string;
  /** Name of the model. */
  model: string;
  key: string;
  severity: AlertSeverity;
  state: AlertState;
  summary: string;
  description: string;
  deployment: string | null;
  version: number | null;
  raised_at: TimestampColumn;
  raised_by: string;
  updated_at: TimestampColumn;
  acknowledged_at: TimestampColumn | null;
  acknowledged_by: string | null;
  resolved_at: TimestampColumn | null;
  resolved_by: string | null;
  note: string | null;
  /** The rule that raised it. */
  rule: string | null;
  evidence: AlertEvidence | null;
  /** The severity that was told of it; null where nobody was told. */
  told_severity: AlertSeverity | null;
}

/** What of an alert changes. */
export type AlertChange = Partial<
  Pick<
    AlertRow,
    | 'severity'
    | 'state'
    | 'summary'
    | 'description'
    | 'deployment'
    | 'version'
    | 'acknowledged_at'
    | 'acknowledged_by'
    | 'resolved_at'
    | 'resolved_by'
    | 'note'
    | 'evidence'
  >
>;

export type NewAlert = Pick<
  AlertRow,
  | 'model_id'
  | 'key'
  | 'severity'
  | 'summary'
  | 'description'
  | 'deployment'
  | 'version'
  | 'raised_by'
> &
  Partial<Pick<AlertRow, 'rule' | 'evidence'>>;

/** What a list of alerts is asked for by. All of it has to hold. */
export interface AlertQuery {
  model?: string;
  states?: AlertState[];
  severities?: AlertSeverity[];
}

/** How many alerts of a model aren't resolved, by severity; without those of which there is none. */
export type OpenAlerts = Partial<Record<AlertSeverity, number>>;

/** Keeps alerts. Those of deleted models are found by nobody. */
export interface AlertStore {
  /** Newest first; one row more than the limit where there are further ones. */
  list(
    query: AlertQuery,
    readable: ReadableModels,
    page: { limit: number; after?: CursorPosition },
  ): Promise<AlertRow[]>;
  count(query: AlertQuery, readable: ReadableModels): Promise<number>;
  find(id: string): Promise<AlertRow | undefined>;
  /** Reads the row and keeps others from changing it until the transaction ends. */
  lock(transaction: Knex.Transaction, id: string): Promise<AlertRow | undefined>;
  /** The one of the key that isn't resolved, locked likewise. */
  lockUnresolved(
    transaction: Knex.Transaction,
    modelId: string,
    key: string,
  ): Promise<AlertRow | undefined>;
  /** @returns its id. @throws the database's error when there is one of the key that isn't resolved */
  insert(transaction: Knex.Transaction, alert: NewAlert): Promise<string>;
  update(transaction: Knex.Transaction, id: string, change: AlertChange): Promise<void>;
  /** Notes what was told of it, which is no change of the alert. */
  markTold(transaction: Knex.Transaction, id: string, severity: AlertSeverity): Promise<void>;
  /** The ids and models of those that aren't resolved and of which nobody was told. */
  listUntold(): Promise<Array<Pick<AlertRow, 'id' | 'model'>>>;
  /** Of the alerts of a model that aren't resolved. */
  highestOpen(transaction: Knex.Transaction, modelId: string): Promise<AlertSeverity | undefined>;
  /** Of the models that have any. */
  openAlertsOf(modelIds: string[]): Promise<Map<string, OpenAlerts>>;
}

/** Written out, since SQLite reads an index of these rows only where it sees the very condition. */
const UNRESOLVED = "alerts.state <> 'resolved'";

const fromDatabase = (row: any): AlertRow => ({
  ...row,
  evidence: row.evidence === null ? null : JSON.parse(row.evidence),
});

/** Of evidence that isn't mentioned nothing changes. */
const toColumns = <Change extends { evidence?: AlertEvidence | null }>(change: Change) => ({
  ...change,
  ...(change.evidence && { evidence: JSON.stringify(change.evidence) }),
});

/** Keeps alerts in the plugin's database. They go with their model. */
export class DatabaseAlertStore implements AlertStore {
  constructor(private readonly database: Knex) {}

  async list(
    query: AlertQuery,
    readable: ReadableModels,
    page: { limit: number; after?: CursorPosition },
  ): Promise<AlertRow[]> {
    const rows = this.matching(query, readable)
      .select('alerts.*', 'models.name as model')
      .orderBy('alerts.raised_at', 'desc')
      .orderBy('alerts.id', 'desc')
      .limit(page.limit + 1);
    if (page.after) {
      const [raisedAt, id] = page.after;
      rows.whereRaw('(alerts.raised_at, alerts.id) < (?, ?)', [new Date(raisedAt), id]);
    }
    return (await rows).map(fromDatabase);
  }

  async count(query: AlertQuery, readable: ReadableModels): Promise<number> {
    const [{ count }] = await this.matching(query, readable).count({ count: '*' });
    return Number(count);
  }

  async find(id: string): Promise<AlertRow | undefined> {
    const row = await this.select().where('alerts.id', id).whereNull('models.deleted_at').first();
    return row && fromDatabase(row);
  }

  async lock(transaction: Knex.Transaction, id: string): Promise<AlertRow | undefined> {
    return this.lockWhere(transaction, rows => rows.where({ id }));
  }

  async lockUnresolved(
    transaction: Knex.Transaction,
    modelId: string,
    key: string,
  ): Promise<AlertRow | undefined> {
    return this.lockWhere(transaction, rows =>
      rows.where({ model_id: modelId, key }).whereRaw(UNRESOLVED),
    );
  }

  async insert(transaction: Knex.Transaction, alert: NewAlert): Promise<string> {
    const id = randomUUID();
    const now = new Date();
    await transaction('alerts').insert({
      ...toColumns(alert),
      id,
      state: 'open',
      raised_at: now,
      updated_at: now,
    });
    return id;
  }

  async update(transaction: Knex.Transaction, id: string, change: AlertChange): Promise<void> {
    await transaction('alerts')
      .where({ id })
      .update({ ...toColumns(change), updated_at: new Date() });
  }

  async markTold(
    transaction: Knex.Transaction,
    id: string,
    severity: AlertSeverity,
  ): Promise<void> {
    await transaction('alerts').where({ id }).update({ told_severity: severity });
  }

  async listUntold(): Promise<Array<Pick<AlertRow, 'id' | 'model'>>> {
    return this.database('alerts')
      .join('models', 'models.id', 'alerts.model_id')
      .whereRaw(UNRESOLVED)
      .whereNull('alerts.told_severity')
      .whereNull('models.deleted_at')
      .orderBy('alerts.raised_at')
      .select('alerts.id', 'models.name as model');
  }

  async highestOpen(
    transaction: Knex.Transaction,
    modelId: string,
  ): Promise<AlertSeverity | undefined> {
    return highestSeverity(
      await transaction('alerts')
        .where({ model_id: modelId })
        .whereRaw(UNRESOLVED)
        .distinct()
        .pluck('severity'),
    );
  }

  async openAlertsOf(modelIds: string[]): Promise<Map<string, OpenAlerts>> {
    const rows: Array<{ model_id: string; severity: AlertSeverity; count: number | string }> =
      await this.database('alerts')
        .whereIn('model_id', modelIds)
        .whereRaw(UNRESOLVED)
        .groupBy('model_id', 'severity')
        .select('model_id', 'severity')
        .count({ count: '*' });
    const byModel = new Map<string, OpenAlerts>();
    for (const { model_id: id, severity, count } of rows) {
      byModel.set(id, { ...byModel.get(id), [severity]: Number(count) });
    }
    return byModel;
  }

  private async lockWhere(
    transaction: Knex.Transaction,
    narrow: (rows: Knex.QueryBuilder) => Knex.QueryBuilder,
  ): Promise<AlertRow | undefined> {
    // Locked before it is joined: PostgreSQL would lock the model's row too.
    const locked = await narrow(transaction('alerts').select('id')).forUpdate().first();
    return (
      locked && fromDatabase(await this.select(transaction).where('alerts.id', locked.id).first())
    );
  }

  private select(db: Knex = this.database): Knex.QueryBuilder {
    return db('alerts')
      .join('models', 'models.id', 'alerts.model_id')
      .select('alerts.*', 'models.name as model');
  }

  private matching(query: AlertQuery, readable: ReadableModels): Knex.QueryBuilder {
    const rows = whereReadable(
      this.database('alerts').join('models', 'models.id', 'alerts.model_id'),
      readable,
    ).whereNull('models.deleted_at');
    if (query.model !== undefined) {
      rows.where('models.name', query.model);
    }
    if (query.states) {
      rows.whereIn('alerts.state', query.states);
    }
    if (query.severities) {
      rows.whereIn('alerts.severity', query.severities);
    }
    return rows;
  }
}
