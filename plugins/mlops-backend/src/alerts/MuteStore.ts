import type { Knex } from 'knex';
import type { TimestampColumn } from '../database/columns';

/** Until when nobody is told of alerts, as it is stored. */
export interface MuteRow {
  model_id: string;
  /** Empty for all alerts of the model. */
  rule: string;
  until: TimestampColumn;
  reason: string;
  muted_at: TimestampColumn;
  muted_by: string;
}

/** Keeps what is mute. Those whose time is over are found by nobody. */
export interface MuteStore {
  listOfModel(modelId: string, db?: Knex): Promise<MuteRow[]>;
  set(transaction: Knex.Transaction, mute: Omit<MuteRow, 'muted_at'>): Promise<void>;
  remove(transaction: Knex.Transaction, modelId: string, rule: string): Promise<void>;
}

/** Keeps it in the plugin's database. It goes with its model. */
export class DatabaseMuteStore implements MuteStore {
  constructor(private readonly database: Knex) {}

  async listOfModel(modelId: string, db: Knex = this.database): Promise<MuteRow[]> {
    return db('alert_mutes').where({ model_id: modelId }).andWhere('until', '>', new Date());
  }

  async set(transaction: Knex.Transaction, mute: Omit<MuteRow, 'muted_at'>): Promise<void> {
    await transaction('alert_mutes')
      .insert({ ...mute, muted_at: new Date() })
      .onConflict(['model_id', 'rule'])
      .merge();
  }

  async remove(transaction: Knex.Transaction, modelId: string, rule: string): Promise<void> {
    await transaction('alert_mutes').where({ model_id: modelId, rule }).delete();
  }
}
