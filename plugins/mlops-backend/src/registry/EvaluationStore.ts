import { randomUUID } from 'node:crypto';
import type {
  Evaluation,
  EvaluationInput,
  EvaluationPoint,
} from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { toIsoString } from '../database/columns';
import type { CursorPosition } from '../database/cursor';

/** An evaluation with its metrics, given or computed. */
export type StoredEvaluation = Omit<EvaluationInput, 'data' | 'metrics'> & {
  metrics: NonNullable<EvaluationInput['metrics']>;
  computed?: Evaluation['computed'];
};

/** The metrics of an evaluation, as the lists need them. */
export interface EvaluationMetrics {
  versionId: string;
  split: Evaluation['split'];
  metrics: Record<string, number>;
}

/** Keeps evaluations. */
export interface EvaluationStore {
  /** Newest first. */
  list(versionId: string, limit: number): Promise<Evaluation[]>;
  /** The newest evaluation of each split, by version. */
  latest(versionIds: string[]): Promise<Map<string, Evaluation[]>>;
  /** The metrics of the newest evaluation of each version and split. */
  latestMetrics(versionIds: string[], db?: Knex): Promise<EvaluationMetrics[]>;
  /** Of all versions of a model that aren't deleted, newest first; one more than the limit where there are further ones. */
  listOfModel(
    modelId: string,
    page: { split?: Evaluation['split']; limit: number; after?: CursorPosition },
  ): Promise<EvaluationPoint[]>;
  insert(
    transaction: Knex.Transaction,
    version: { id: string; model_id: string },
    evaluation: StoredEvaluation,
    createdBy: string,
  ): Promise<Evaluation>;
}

function fromDatabase(row: any): Evaluation {
  return {
    id: row.id,
    name: row.name,
    split: row.split,
    evaluatedAt: toIsoString(row.evaluated_at),
    metrics: JSON.parse(row.metrics),
    ...JSON.parse(row.details),
    createdAt: toIsoString(row.created_at),
    createdBy: row.created_by,
  };
}

/** Keeps evaluations in the plugin's database. */
export class DatabaseEvaluationStore implements EvaluationStore {
  constructor(private readonly database: Knex) {}

  async list(versionId: string, limit: number): Promise<Evaluation[]> {
    const rows = await this.database('evaluations')
      .where({ version_id: versionId })
      .orderBy([
        { column: 'evaluated_at', order: 'desc' },
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    return rows.map(fromDatabase);
  }

  async latest(versionIds: string[]): Promise<Map<string, Evaluation[]>> {
    const byVersion = new Map<string, Evaluation[]>();
    for (const row of await this.newest(this.database, versionIds, ['*'])) {
      const list = byVersion.get(row.version_id) ?? [];
      byVersion.set(row.version_id, [...list, fromDatabase(row)]);
    }
    return byVersion;
  }

  async latestMetrics(
    versionIds: string[],
    db: Knex = this.database,
  ): Promise<EvaluationMetrics[]> {
    const rows = await this.newest(db, versionIds, ['version_id', 'split', 'metrics']);
    return rows.map(row => ({
      versionId: row.version_id,
      split: row.split,
      metrics: JSON.parse(row.metrics),
    }));
  }

  async listOfModel(
    modelId: string,
    page: { split?: Evaluation['split']; limit: number; after?: CursorPosition },
  ): Promise<EvaluationPoint[]> {
    const rows = this.database('evaluations')
      .join('versions', 'versions.id', 'evaluations.version_id')
      .where('evaluations.model_id', modelId)
      .whereNull('versions.deleted_at')
      .select(
        'evaluations.id',
        'versions.version',
        'evaluations.name',
        'evaluations.split',
        'evaluations.evaluated_at',
        'evaluations.metrics',
        'evaluations.details',
      )
      .orderBy([
        { column: 'evaluations.evaluated_at', order: 'desc' },
        { column: 'evaluations.id', order: 'desc' },
      ])
      .limit(page.limit + 1);
    if (page.split) {
      rows.where('evaluations.split', page.split);
    }
    if (page.after) {
      const [time, id] = page.after;
      rows.whereRaw('(evaluations.evaluated_at, evaluations.id) < (?, ?)', [new Date(time), id]);
    }
    return (await rows).map(row => {
      const count = JSON.parse(row.details).rows;
      return {
        id: row.id,
        version: row.version,
        name: row.name,
        split: row.split,
        evaluatedAt: toIsoString(row.evaluated_at),
        ...(count !== undefined && { rows: count }),
        metrics: JSON.parse(row.metrics),
      };
    });
  }

  async insert(
    transaction: Knex.Transaction,
    version: { id: string; model_id: string },
    evaluation: StoredEvaluation,
    createdBy: string,
  ): Promise<Evaluation> {
    const { name, split, metrics, evaluatedAt, ...details } = evaluation;
    const now = new Date();
    const row = {
      id: randomUUID(),
      version_id: version.id,
      model_id: version.model_id,
      split,
      name,
      evaluated_at: evaluatedAt ? new Date(evaluatedAt) : now,
      metrics: JSON.stringify(metrics),
      details: JSON.stringify(details),
      created_at: now,
      created_by: createdBy,
    };
    await transaction('evaluations').insert(row);
    return fromDatabase(row);
  }

  /** The newest row of each version and split. */
  private newest(db: Knex, versionIds: string[], columns: string[]): Promise<any[]> {
    const ranked = db('evaluations')
      .select(columns)
      .rowNumber('age', rank =>
        rank
          .partitionBy(['version_id', 'split'])
          .orderBy('evaluated_at', 'desc')
          .orderBy('created_at', 'desc')
          // Of several at once always the same one.
          .orderBy('id', 'desc'),
      )
      .whereIn('version_id', versionIds)
      .as('ranked');
    return db.from(ranked).where('age', 1).orderBy(['version_id', 'split']) as Promise<any[]>;
  }
}
