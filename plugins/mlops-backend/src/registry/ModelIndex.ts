import type { Knex } from 'knex';
import type { EvaluationStore } from './EvaluationStore';
import type { ModelRow } from './ModelStore';
import { prefixesOf, searchTerms } from './searchTerms';
import type { VersionStore } from './VersionStore';

/** Rows of one statement: SQLite takes no more than some thousand values. */
const CHUNK = 200;
/** Of the column; some letters become two in lower case. */
const MAX_FRAMEWORK = 100;

/**
 * What lists of models are searched, filtered and sorted by: words, tags, and what the latest version is. All of it
 * follows from the models, versions and evaluations, and is made anew in the transaction of each change, so that no
 * list has to look into these.
 */
export class ModelIndex {
  constructor(
    private readonly versions: VersionStore,
    private readonly evaluations: EvaluationStore,
  ) {}

  /** Makes the index of a model, as the transaction sees it. The caller holds the model's lock. */
  async refresh(transaction: Knex.Transaction, modelId: string): Promise<void> {
    const row: any = await transaction('models').where({ id: modelId }).first();
    const model: ModelRow = { ...row, tags: JSON.parse(row.tags) };
    const { count, latest } = await this.versions.live(transaction, modelId);
    const metrics = latest ? await this.evaluations.latestMetrics([latest.id], transaction) : [];
    await transaction('models')
      .where({ id: modelId })
      .update({
        live_versions: count,
        latest_version: latest?.version ?? null,
        framework: latest?.framework?.toLocaleLowerCase('en-US').slice(0, MAX_FRAMEWORK) ?? '',
      });
    const terms = searchTerms(
      model.name,
      model.description,
      model.owner,
      model.system ?? '',
      ...model.tags,
      latest?.framework ?? '',
      latest?.algorithm ?? '',
    );
    await this.replace(
      transaction,
      'model_terms',
      modelId,
      terms.map(term => ({ term })),
    );
    await this.replacePrefixes(transaction, model, prefixesOf(terms));
    await this.replace(
      transaction,
      'model_tags',
      modelId,
      [...new Set(model.tags)].map(tag => ({ tag })),
    );
    await this.replace(
      transaction,
      'model_metrics',
      modelId,
      metrics.flatMap(({ split, metrics: values }) =>
        Object.entries(values).map(([name, value]) => ({
          metric: `${split}.${name}`,
          value,
          model_name: model.name,
        })),
      ),
    );
  }

  /** The values of some metrics of models. */
  async metricsOf(
    database: Knex,
    modelIds: string[],
    metrics: string[],
  ): Promise<Map<string, Record<string, number>>> {
    const byModel = new Map<string, Record<string, number>>();
    if (metrics.length === 0 || modelIds.length === 0) {
      return byModel;
    }
    const rows = await database('model_metrics')
      .whereIn('model_id', modelIds)
      .whereIn('metric', metrics);
    for (const row of rows) {
      byModel.set(row.model_id, { ...byModel.get(row.model_id), [row.metric]: row.value });
    }
    return byModel;
  }

  private async replace(
    transaction: Knex.Transaction,
    table: string,
    modelId: string,
    rows: object[],
  ): Promise<void> {
    await transaction(table).where({ model_id: modelId }).delete();
    await this.insert(transaction, table, modelId, rows);
  }

  /** Writes what differs only: there are many of them, and few changes of a model change its words. */
  private async replacePrefixes(
    transaction: Knex.Transaction,
    { id, name }: ModelRow,
    prefixes: string[],
  ): Promise<void> {
    const present: string[] = await transaction('model_prefixes')
      .where({ model_id: id })
      .pluck('prefix');
    const before = new Set(present);
    const after = new Set(prefixes);
    const gone = present.filter(prefix => !after.has(prefix));
    for (let start = 0; start < gone.length; start += CHUNK) {
      await transaction('model_prefixes')
        .where({ model_id: id })
        .whereIn('prefix', gone.slice(start, start + CHUNK))
        .delete();
    }
    const added = prefixes.filter(prefix => !before.has(prefix));
    await this.insert(
      transaction,
      'model_prefixes',
      id,
      added.map(prefix => ({ prefix, model_name: name })),
    );
  }

  private async insert(
    transaction: Knex.Transaction,
    table: string,
    modelId: string,
    rows: object[],
  ): Promise<void> {
    for (let start = 0; start < rows.length; start += CHUNK) {
      await transaction(table).insert(
        rows.slice(start, start + CHUNK).map(row => ({ model_id: modelId, ...row })),
      );
    }
  }
}
