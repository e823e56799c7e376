import type { Knex } from 'knex';
import { removeSlices } from './PredictionStore';

/** What turned out to be true of a row of a request. */
export interface StoredLabel {
  predictionId: string;
  /** Within the request, from 0. */
  row: number;
  /** A class or a number, as text. */
  label: string;
}

/** What turned out to be true of the rows that have a value in the deployment's key column. */
export interface KeyedLabel {
  key: string;
  /** A class or a number, as text. */
  label: string;
}

/** Keeps labels. */
export interface LabelStore {
  /**
   * Stores labels, in the place of earlier ones of the same rows.
   *
   * @param labels - of rows that differ from each other
   * @returns how many took the place of earlier ones
   */
  put(
    transaction: Knex.Transaction,
    deployment: string,
    labels: StoredLabel[],
  ): Promise<{ replaced: number }>;
  /** How many of these rows have a logged prediction. */
  countLogged(
    transaction: Knex.Transaction,
    deployment: string,
    labels: StoredLabel[],
  ): Promise<number>;
  /** The same of labels by key, whose keys differ from each other. */
  putKeyed(
    transaction: Knex.Transaction,
    deployment: string,
    labels: KeyedLabel[],
  ): Promise<{ replaced: number }>;
  /** How many of these keys a logged prediction has. */
  countKeyed(
    transaction: Knex.Transaction,
    deployment: string,
    labels: KeyedLabel[],
  ): Promise<number>;
  /** Removes what was stored before a time. @returns how many */
  removeBefore(time: Date): Promise<number>;
  /** Removes all of deployments that are gone. */
  remove(transaction: Knex.Transaction, deployments: string[]): Promise<void>;
}

/** Rows of one statement: SQLite takes no more than some ten thousand values. */
const CHUNK = 500;

const KEY = ['deployment', 'prediction_id', 'row_index'];

function* chunksOf<T>(items: T[]): Generator<T[]> {
  for (let from = 0; from < items.length; from += CHUNK) {
    yield items.slice(from, from + CHUNK);
  }
}

/**
 * How many of the labels' rows a query has. Asked for by the ids alone: of pairs PostgreSQL makes a condition each, which
 * it tries one after the other as long as it doesn't know how large the table has become.
 */
async function countPlaces(query: Knex.QueryBuilder, labels: StoredLabel[]): Promise<number> {
  const found: Array<{ prediction_id: string; row_index: number }> = await query
    .whereIn('prediction_id', [...new Set(labels.map(({ predictionId }) => predictionId))])
    .distinct('prediction_id', 'row_index');
  const places = new Set(found.map(row => `${row.row_index} ${row.prediction_id}`));
  return labels.filter(({ row, predictionId }) => places.has(`${row} ${predictionId}`)).length;
}

const keysOf = (labels: KeyedLabel[]) => labels.map(({ key }) => key);

/** Keeps labels in the plugin's database. */
export class DatabaseLabelStore implements LabelStore {
  constructor(private readonly database: Knex) {}

  async put(transaction: Knex.Transaction, deployment: string, labels: StoredLabel[]) {
    const labelledAt = Date.now();
    // In one order everywhere, so that two of these never wait for each other's rows.
    const sorted = [...labels].sort(
      (a, b) =>
        Number(a.predictionId > b.predictionId) - Number(a.predictionId < b.predictionId) ||
        a.row - b.row,
    );
    let replaced = 0;
    for (const chunk of chunksOf(sorted)) {
      replaced += await countPlaces(transaction('prediction_labels').where({ deployment }), chunk);
      await transaction('prediction_labels')
        .insert(
          chunk.map(({ predictionId, row, label }) => ({
            deployment,
            prediction_id: predictionId,
            row_index: row,
            label,
            labelled_at: labelledAt,
          })),
        )
        .onConflict(KEY)
        .merge(['label', 'labelled_at']);
    }
    return { replaced };
  }

  async countLogged(transaction: Knex.Transaction, deployment: string, labels: StoredLabel[]) {
    let logged = 0;
    for (const chunk of chunksOf(labels)) {
      logged += await countPlaces(transaction('predictions').where({ deployment }), chunk);
    }
    return logged;
  }

  async putKeyed(transaction: Knex.Transaction, deployment: string, labels: KeyedLabel[]) {
    const labelledAt = Date.now();
    const sorted = [...labels].sort((a, b) => Number(a.key > b.key) - Number(a.key < b.key));
    let replaced = 0;
    for (const chunk of chunksOf(sorted)) {
      const [{ count }] = await transaction('prediction_key_labels')
        .where({ deployment })
        .whereIn('key_value', keysOf(chunk))
        .count({ count: '*' });
      replaced += Number(count);
      await transaction('prediction_key_labels')
        .insert(
          chunk.map(({ key, label }) => ({
            deployment,
            key_value: key,
            label,
            labelled_at: labelledAt,
          })),
        )
        .onConflict(['deployment', 'key_value'])
        .merge(['label', 'labelled_at']);
    }
    return { replaced };
  }

  async countKeyed(transaction: Knex.Transaction, deployment: string, labels: KeyedLabel[]) {
    let logged = 0;
    for (const chunk of chunksOf(labels)) {
      const rows = await transaction('predictions')
        .where({ deployment })
        .whereIn('key_value', keysOf(chunk))
        .distinct('key_value');
      logged += rows.length;
    }
    return logged;
  }

  async removeBefore(time: Date): Promise<number> {
    return (
      (await removeSlices(this.database, 'prediction_labels', 'labelled_at', time)) +
      (await removeSlices(this.database, 'prediction_key_labels', 'labelled_at', time))
    );
  }

  async remove(transaction: Knex.Transaction, deployments: string[]): Promise<void> {
    await transaction('prediction_labels').whereIn('deployment', deployments).delete();
    await transaction('prediction_key_labels').whereIn('deployment', deployments).delete();
  }
}
