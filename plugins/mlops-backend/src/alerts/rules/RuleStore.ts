import type { AlertRuleDefinition } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { TimestampColumn } from '../../database/columns';

/** A rule of a model as it is stored. */
export interface RuleRow {
  model_id: string;
  /** Name of the model. */
  model: string;
  name: string;
  definition: AlertRuleDefinition;
  updated_at: TimestampColumn;
  updated_by: string;
}

/** Keeps the rules that models have besides the configured ones. They go with their model. */
export interface RuleStore {
  /** By name. */
  listOfModel(modelId: string, db?: Knex): Promise<RuleRow[]>;
  /** Those of all models that aren't deleted. */
  listAll(): Promise<RuleRow[]>;
  set(
    transaction: Knex.Transaction,
    rule: Pick<RuleRow, 'model_id' | 'name' | 'definition' | 'updated_by'>,
  ): Promise<void>;
  remove(transaction: Knex.Transaction, modelId: string, name: string): Promise<void>;
}

const fromDatabase = (row: any): RuleRow => ({ ...row, definition: JSON.parse(row.definition) });

/** Keeps them in the plugin's database. */
export class DatabaseRuleStore implements RuleStore {
  constructor(private readonly database: Knex) {}

  async listOfModel(modelId: string, db: Knex = this.database): Promise<RuleRow[]> {
    const rows = await this.select(db).where({ model_id: modelId }).orderBy('alert_rules.name');
    return rows.map(fromDatabase);
  }

  async listAll(): Promise<RuleRow[]> {
    return (await this.select(this.database).whereNull('models.deleted_at')).map(fromDatabase);
  }

  async set(
    transaction: Knex.Transaction,
    { definition, ...rule }: Pick<RuleRow, 'model_id' | 'name' | 'definition' | 'updated_by'>,
  ): Promise<void> {
    await transaction('alert_rules')
      .insert({ ...rule, definition: JSON.stringify(definition), updated_at: new Date() })
      .onConflict(['model_id', 'name'])
      .merge();
  }

  async remove(transaction: Knex.Transaction, modelId: string, name: string): Promise<void> {
    await transaction('alert_rules').where({ model_id: modelId, name }).delete();
  }

  private select(db: Knex): Knex.QueryBuilder {
    return db('alert_rules')
      .join('models', 'models.id', 'alert_rules.model_id')
      .select('alert_rules.*', 'models.name as model');
  }
}
