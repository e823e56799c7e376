import type { AlertSeverity } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';

/** What gates need to know of alerts, handed in by the area that owns them. */
export interface OpenAlerts {
  /** The highest severity of the model's open alerts, if there are any. */
  highestOpen(transaction: Knex.Transaction, modelId: string): Promise<AlertSeverity | undefined>;
}
