import type { StageGates } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { TimestampColumn } from '../database/columns';

/** What the versions of a model have to meet besides what is configured, as it is stored. */
export interface ModelGatesRow {
  gates: StageGates;
  updated_at: TimestampColumn;
  updated_by: string;
}

/** Keeps the gates of models. */
export interface GateStore {
  find(modelId: string, db?: Knex): Promise<ModelGatesRow | undefined>;
  set(
    transaction: Knex.Transaction,
    modelId: string,
    gates: StageGates,
    updatedBy: string,
  ): Promise<void>;
}

/** Keeps them in the plugin's database. */
export class DatabaseGateStore implements GateStore {
  constructor(private readonly database: Knex) {}

  async find(modelId: string, db: Knex = this.database): Promise<ModelGatesRow | undefined> {
    const row = await db('model_gates').where({ model_id: modelId }).first();
    return row && { ...row, gates: JSON.parse(row.gates) };
  }

  async set(
    transaction: Knex.Transaction,
    modelId: string,
    gates: StageGates,
    updatedBy: string,
  ): Promise<void> {
    await transaction('model_gates')
      .insert({
        model_id: modelId,
        gates: JSON.stringify(gates),
        updated_at: new Date(),
        updated_by: updatedBy,
      })
      .onConflict('model_id')
      .merge();
  }
}
