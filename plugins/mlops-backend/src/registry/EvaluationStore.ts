import { randomUUID } from 'node:crypto';
import type { Evaluation, EvaluationInput } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { toIsoString } from '../database/columns';

/** The metrics of an evaluation, as the lists need them. */
export interface EvaluationMetrics {
  versionId: string;
  split: Evaluation['split'];
  metrics: Record<string, number>;
}

/** Keeps evaluations. */
export interface EvaluationStore {
  /** Newest first. */
  list(versionId: string): Promise<Evaluation[]>;
  /** The metrics of the newest evaluation of each version and split. */
  latestMetrics(versionIds: string[]): Promise<EvaluationMetrics[]>;
  insert(
    transaction: Knex.Transaction,
    versionId: string,
    evaluation: EvaluationInput,
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

  async list(versionId: string): Promise<Evaluation[]> {
    const rows = await this.database('evaluations')
      .where({ version_id: versionId })
      .orderBy([
        { column: 'evaluated_at', order: 'desc' },
        { column: 'created_at', order: 'desc' },
      ]);
    return rows.map(fromDatabase);
  }

  async latestMetrics(versionIds: string[]): Promise<EvaluationMetrics[]> {
    const rows = await this.database('evaluations')
      .select('version_id', 'split', 'metrics')
      .whereIn('version_id', versionIds)
      .orderBy(['version_id', 'split', 'evaluated_at', 'created_at']);
    const latest = new Map<string, EvaluationMetrics>();
    for (const row of rows) {
      latest.set(`${row.version_id} ${row.split}`, {
        versionId: row.version_id,
        split: row.split,
        metrics: JSON.parse(row.metrics),
      });
    }
    return [...latest.values()];
  }

  async insert(
    transaction: Knex.Transaction,
    versionId: string,
    evaluation: EvaluationInput,
    createdBy: string,
  ): Promise<Evaluation> {
    const { name, split, metrics, evaluatedAt, ...details } = evaluation;
    const now = new Date();
    const row = {
      id: randomUUID(),
      version_id: versionId,
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
}
