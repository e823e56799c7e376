import type { Knex } from 'knex';
import type { TimeRange } from '../monitoring/WindowStore';
import { joinLabels, LABEL } from './joinLabels';

/** What an output said of a row. */
export type OutputValue = number | string | boolean | null;

/** The outputs of a row, by the names that columns of profiles have. */
export type Outputs = Readonly<Record<string, OutputValue>>;

/** What a version predicted for one row of a request. */
export interface StoredPrediction {
  deployment: string;
  predictionId: string;
  /** Within the request, from 0. */
  row: number;
  version: number;
  role: 'champion' | 'canary' | 'challenger';
  /** When it happened, in milliseconds since 1970. */
  time: number;
  /** Of the whole request. */
  latencyMs: number;
  outputs: Outputs;
  /** What the deployment keeps of the row's inputs. */
  kept?: Outputs;
  /** What the row has in the deployment's key column. */
  key?: string;
}

/** What two versions predicted for the same row, and what turned out to be true. */
export interface PredictionPair {
  predictionId: string;
  time: number;
  first: { outputs: Outputs; latencyMs: number };
  second: { outputs: Outputs; latencyMs: number };
  label?: string;
}

/** Which pairs. */
export interface PairQuery {
  deployment: string;
  first: number;
  second: number;
  /** When it happened. */
  range: TimeRange;
  /** Only what was stored since then, whenever it happened; in milliseconds since 1970. */
  storedSince?: number;
  /** Only those whose label has come. */
  labelled: boolean;
}

/** Keeps what versions predicted. */
export interface PredictionStore {
  /** Stores what isn't stored yet; all or nothing. */
  add(predictions: StoredPrediction[], now?: Date): Promise<void>;
  /** The same within a transaction. @returns those that weren't stored yet, each once */
  addNew(
    transaction: Knex.Transaction,
    predictions: StoredPrediction[],
  ): Promise<StoredPrediction[]>;
  /** The newest pairs; one more than the limit where there are further ones. */
  pairs(query: PairQuery, limit: number): Promise<PredictionPair[]>;
  /** Removes what was stored before a time, a slice at a time. @returns how many rows that were */
  removeBefore(time: Date): Promise<number>;
  /** Removes all of deployments that are gone. */
  remove(transaction: Knex.Transaction, deployments: string[]): Promise<void>;
}

/** Rows of one statement: SQLite takes no more than some ten thousand values. */
const CHUNK = 500;

const KEY = ['deployment', 'prediction_id', 'row_index', 'version'];

const toRow = (prediction: StoredPrediction, loggedAt: number) => ({
  deployment: prediction.deployment,
  prediction_id: prediction.predictionId,
  row_index: prediction.row,
  version: prediction.version,
  role: prediction.role,
  predicted_at: Math.round(prediction.time),
  logged_at: loggedAt,
  latency_ms: prediction.latencyMs,
  outputs: JSON.stringify(prediction.outputs),
  kept: prediction.kept ? JSON.stringify(prediction.kept) : null,
  key_value: prediction.key ?? null,
});

/** One text for one key: no name of a deployment has a space. */
const placeOf = (
  row: Pick<ReturnType<typeof toRow>, 'deployment' | 'prediction_id' | 'row_index' | 'version'>,
) => `${row.deployment} ${row.version} ${row.row_index} ${row.prediction_id}`;

const compare = (a: string, b: string) => Number(a > b) - Number(a < b);

/** In one order everywhere, so that two replicas never wait for each other's rows. */
const inOrder = (a: StoredPrediction, b: StoredPrediction) =>
  compare(a.deployment, b.deployment) ||
  compare(a.predictionId, b.predictionId) ||
  a.row - b.row ||
  a.version - b.version;

/** Keeps predictions in the plugin's database. */
export class DatabasePredictionStore implements PredictionStore {
  constructor(private readonly database: Knex) {}

  async add(predictions: StoredPrediction[], now: Date = new Date()): Promise<void> {
    const rows = [...predictions].sort(inOrder).map(one => toRow(one, now.getTime()));
    await this.database.transaction(async transaction => {
      for (let from = 0; from < rows.length; from += CHUNK) {
        await transaction('predictions')
          .insert(rows.slice(from, from + CHUNK))
          .onConflict(KEY)
          .ignore();
      }
    });
  }

  async addNew(transaction: Knex.Transaction, predictions: StoredPrediction[]) {
    const now = Date.now();
    const byKey = new Map<string, StoredPrediction>();
    for (const prediction of [...predictions].sort(inOrder)) {
      const row = toRow(prediction, now);
      byKey.set(placeOf(row), byKey.get(placeOf(row)) ?? prediction);
    }
    const rows = [...byKey.values()].map(one => toRow(one, now));
    const added: StoredPrediction[] = [];
    for (let from = 0; from < rows.length; from += CHUNK) {
      const inserted = await transaction('predictions')
        .insert(rows.slice(from, from + CHUNK))
        .onConflict(KEY)
        .ignore()
        .returning(KEY);
      added.push(...inserted.map(row => byKey.get(placeOf(row))!));
    }
    return added;
  }

  async pairs(query: PairQuery, limit: number): Promise<PredictionPair[]> {
    const { deployment, first, second, range, storedSince, labelled } = query;
    const rows = this.database('predictions as a')
      .join('predictions as b', join =>
        join
          .on('b.deployment', 'a.deployment')
          .andOn('b.prediction_id', 'a.prediction_id')
          .andOn('b.row_index', 'a.row_index'),
      )
      .modify(joinLabels, 'a', labelled)
      .where({ 'a.deployment': deployment, 'a.version': first, 'b.version': second })
      .orderBy([
        { column: 'a.predicted_at', order: 'desc' },
        { column: 'a.prediction_id' },
        { column: 'a.row_index' },
      ])
      .limit(limit + 1)
      .select(
        'a.prediction_id',
        'a.predicted_at',
        'a.outputs as first_outputs',
        'a.latency_ms as first_latency',
        'b.outputs as second_outputs',
        'b.latency_ms as second_latency',
        this.database.raw(`${LABEL} as label`),
      );
    if (range.from !== undefined) {
      rows.andWhere('a.predicted_at', '>=', range.from);
    }
    if (range.to !== undefined) {
      rows.andWhere('a.predicted_at', '<', range.to);
    }
    if (storedSince !== undefined) {
      rows.andWhere('a.logged_at', '>=', storedSince);
    }
    return (await rows).map((row: any) => ({
      predictionId: row.prediction_id,
      time: Number(row.predicted_at),
      first: { outputs: JSON.parse(row.first_outputs), latencyMs: row.first_latency },
      second: { outputs: JSON.parse(row.second_outputs), latencyMs: row.second_latency },
      ...(row.label !== null && { label: row.label }),
    }));
  }

  removeBefore(time: Date): Promise<number> {
    return removeSlices(this.database, 'predictions', 'logged_at', time);
  }

  async remove(transaction: Knex.Transaction, deployments: string[]): Promise<void> {
    await transaction('predictions').whereIn('deployment', deployments).delete();
  }
}

/** Few enough rows at once that others get their turn with a single-writer database. */
const SLICE_MS = 10 * 60_000;

/** Removes rows from before a time, ten minutes of them in one statement. @returns how many */
export async function removeSlices(
  database: Knex,
  table: string,
  column: string,
  before: Date,
): Promise<number> {
  let removed = 0;
  for (;;) {
    const [{ oldest }] = (await database(table).min({ oldest: column })) as Array<{
      oldest: string | number | null;
    }>;
    if (oldest === null || Number(oldest) >= before.getTime()) {
      return removed;
    }
    const end = Math.min(Number(oldest) + SLICE_MS, before.getTime());
    removed += await database(table).where(column, '<', end).delete();
  }
}
