import type { Stage } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { GovernedModel } from './modelRules';

/** Reads what rules look at. */
export interface GovernedModels {
  /** Models by name, deleted ones too; a name that no model has is left out. */
  find(names: readonly string[]): Promise<ReadonlyMap<string, GovernedModel>>;
}

/** Reads what rules look at from the plugin's database: three queries, however many models are asked for. */
export class DatabaseGovernedModels implements GovernedModels {
  constructor(private readonly database: Knex) {}

  async find(names: readonly string[]): Promise<ReadonlyMap<string, GovernedModel>> {
    const rows = await this.database('models')
      .whereIn('name', [...new Set(names)])
      .select('id', 'name', 'owner', 'system', 'tags');
    const ids = rows.map(row => row.id);
    const [stages, environments] = await Promise.all([
      this.valuesOf<Stage>('versions', 'stage', ids, query => query.whereNull('deleted_at')),
      this.valuesOf('deployments', 'environment', ids),
    ]);
    return new Map(
      rows.map(({ id, name, owner, system, tags }) => [
        name,
        {
          name,
          owner,
          system,
          tags: JSON.parse(tags),
          stages: stages.get(id) ?? [],
          environments: environments.get(id) ?? [],
        },
      ]),
    );
  }

  /** The distinct values of a column in the rows of each model. */
  private async valuesOf<V extends string>(
    table: string,
    column: string,
    modelIds: string[],
    narrow: (rows: Knex.QueryBuilder) => void = () => {},
  ): Promise<Map<string, V[]>> {
    const query = this.database(table)
      .whereIn('model_id', modelIds)
      .distinct({ model: 'model_id', value: column });
    narrow(query);
    const values = new Map<string, V[]>();
    for (const { model, value } of await query) {
      values.set(model, [...(values.get(model) ?? []), value]);
    }
    return values;
  }
}
