import type { Knex } from 'knex';

/** What a deployment logs of its predictions, and with what of their inputs. */
export interface LoggingSettings {
  /** The column by whose values labels may come. */
  key: string | null;
  /** Columns by whose values predictions are told apart. */
  slices: string[];
  /** Of each worker; null as configured. */
  requestsPerSecond: number | null;
}

/** Where nobody said anything. */
export const NO_SETTINGS: LoggingSettings = { key: null, slices: [], requestsPerSecond: null };

/** Keeps what deployments say of the logging of their predictions. */
export interface PredictionSettingsStore {
  /** Within a transaction they are held as they are until its end. */
  find(deployment: string, transaction?: Knex.Transaction): Promise<LoggingSettings>;
  put(transaction: Knex.Transaction, deployment: string, settings: LoggingSettings): Promise<void>;
  /** Changes with every change of any settings. */
  fingerprint(): Promise<string>;
  /** By deployment; those without settings are absent. */
  all(): Promise<Map<string, { requestsPerSecond: number | null; inputs: string[] }>>;
  /** Removes all of deployments that are gone. */
  remove(transaction: Knex.Transaction, deployments: string[]): Promise<void>;
}

const fromDatabase = (row: any): LoggingSettings => ({
  key: row.key_column,
  slices: JSON.parse(row.slice_columns),
  requestsPerSecond: row.requests_per_second === null ? null : Number(row.requests_per_second),
});

/** The columns that predictions keep, each once. */
export function keptInputs({ key, slices }: LoggingSettings): string[] {
  return [...new Set([...(key === null ? [] : [key]), ...slices])];
}

/** Keeps settings in the plugin's database. */
export class DatabasePredictionSettingsStore implements PredictionSettingsStore {
  constructor(private readonly database: Knex) {}

  async find(deployment: string, transaction?: Knex.Transaction): Promise<LoggingSettings> {
    const found = (transaction ?? this.database)('prediction_settings').where({ deployment });
    const row = await (transaction ? found.forUpdate() : found).first();
    return row ? fromDatabase(row) : NO_SETTINGS;
  }

  async put(
    transaction: Knex.Transaction,
    deployment: string,
    { key, slices, requestsPerSecond }: LoggingSettings,
  ): Promise<void> {
    const columns = {
      key_column: key,
      slice_columns: JSON.stringify(slices),
      requests_per_second: requestsPerSecond,
    };
    await transaction('prediction_settings')
      .insert({ deployment, ...columns, revision: 1 })
      .onConflict('deployment')
      .merge({ ...columns, revision: transaction.raw('prediction_settings.revision + 1') });
  }

  async fingerprint(): Promise<string> {
    const rows = await this.database('prediction_settings')
      .select('deployment', 'revision')
      .orderBy('deployment');
    return rows.map(row => `${row.deployment}:${row.revision}`).join(',');
  }

  async all() {
    const rows = await this.database('prediction_settings');
    return new Map(
      rows.map(row => {
        const settings = fromDatabase(row);
        const { requestsPerSecond } = settings;
        return [row.deployment as string, { requestsPerSecond, inputs: keptInputs(settings) }];
      }),
    );
  }

  async remove(transaction: Knex.Transaction, deployments: string[]): Promise<void> {
    await transaction('prediction_settings').whereIn('deployment', deployments).delete();
  }
}
