import type { AlertRuleDefinition } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { JudgedPoint } from './RuleProgress';

/** How far a rule has looked at a deployment, as it is stored. */
export interface RuleStateRow {
  deployment_id: string;
  rule: string;
  /** What it looked by. */
  definition: AlertRuleDefinition;
  looked_until: number | null;
  breaches: number;
  clears: number;
  points: JudgedPoint[];
  /** The alert that it has raised and not ended. */
  alert_id: string | null;
}

/** A state with the names that it goes by. */
export interface NamedRuleStateRow extends RuleStateRow {
  deployment: string;
  model: string;
}

type StateKey = Pick<RuleStateRow, 'deployment_id' | 'rule'>;

/** Keeps how far rules have looked. */
export interface RuleStateStore {
  /** Those of all models that aren't deleted. */
  listAll(): Promise<NamedRuleStateRow[]>;
  listOfModel(modelId: string): Promise<NamedRuleStateRow[]>;
  /** Reads the state and keeps others from changing it until the transaction ends. Lock the model first. */
  lock(transaction: Knex.Transaction, key: StateKey): Promise<RuleStateRow | undefined>;
  set(transaction: Knex.Transaction, state: RuleStateRow): Promise<void>;
  remove(transaction: Knex.Transaction, key: StateKey): Promise<void>;
}

const fromDatabase = <Row extends RuleStateRow>(row: any): Row => ({
  ...row,
  definition: JSON.parse(row.definition),
  points: JSON.parse(row.points),
  looked_until: row.looked_until === null ? null : Number(row.looked_until),
});

/** Keeps them in the plugin's database. They go with their deployment. */
export class DatabaseRuleStateStore implements RuleStateStore {
  constructor(private readonly database: Knex) {}

  async listAll(): Promise<NamedRuleStateRow[]> {
    return (await this.named()).map(fromDatabase<NamedRuleStateRow>);
  }

  async listOfModel(modelId: string): Promise<NamedRuleStateRow[]> {
    const rows = await this.named().where('models.id', modelId).orderBy('deployments.name');
    return rows.map(fromDatabase<NamedRuleStateRow>);
  }

  async lock(
    transaction: Knex.Transaction,
    { deployment_id, rule }: StateKey,
  ): Promise<RuleStateRow | undefined> {
    const row = await transaction('alert_rule_states')
      .where({ deployment_id, rule })
      .forUpdate()
      .first();
    return row && fromDatabase(row);
  }

  async set(
    transaction: Knex.Transaction,
    { definition, points, ...state }: RuleStateRow,
  ): Promise<void> {
    await transaction('alert_rule_states')
      .insert({
        ...state,
        definition: JSON.stringify(definition),
        points: JSON.stringify(points),
      })
      .onConflict(['deployment_id', 'rule'])
      .merge();
  }

  async remove(transaction: Knex.Transaction, { deployment_id, rule }: StateKey): Promise<void> {
    await transaction('alert_rule_states').where({ deployment_id, rule }).delete();
  }

  private named(): Knex.QueryBuilder {
    return this.database('alert_rule_states')
      .join('deployments', 'deployments.id', 'alert_rule_states.deployment_id')
      .join('models', 'models.id', 'deployments.model_id')
      .whereNull('models.deleted_at')
      .select('alert_rule_states.*', 'deployments.name as deployment', 'models.name as model');
  }
}
