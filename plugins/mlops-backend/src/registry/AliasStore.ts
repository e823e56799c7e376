import type { Knex } from 'knex';

/** An alias of a model. */
export interface AliasRow {
  model_id: string;
  alias: string;
  version: number;
}

/** Keeps the aliases of models. */
export interface AliasStore {
  /** By alias. */
  list(modelIds: string[], db?: Knex): Promise<AliasRow[]>;
  find(
    modelId: string,
    alias: string,
    transaction: Knex.Transaction,
  ): Promise<AliasRow | undefined>;
  set(transaction: Knex.Transaction, row: AliasRow, updatedBy: string): Promise<void>;
  remove(transaction: Knex.Transaction, modelId: string, alias: string): Promise<void>;
}

/** Keeps aliases in the plugin's database. */
export class DatabaseAliasStore implements AliasStore {
  constructor(private readonly database: Knex) {}

  async list(modelIds: string[], db: Knex = this.database): Promise<AliasRow[]> {
    return db('model_aliases')
      .select('model_id', 'alias', 'version')
      .whereIn('model_id', modelIds)
      .orderBy('alias');
  }

  async find(modelId: string, alias: string, transaction: Knex.Transaction) {
    return transaction('model_aliases').where({ model_id: modelId, alias }).first();
  }

  async set(transaction: Knex.Transaction, row: AliasRow, updatedBy: string): Promise<void> {
    await transaction('model_aliases')
      .insert({ ...row, updated_at: new Date(), updated_by: updatedBy })
      .onConflict(['model_id', 'alias'])
      .merge();
  }

  async remove(transaction: Knex.Transaction, modelId: string, alias: string): Promise<void> {
    await transaction('model_aliases').where({ model_id: modelId, alias }).delete();
  }
}
