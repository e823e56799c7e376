import type { LoggerService } from '@backstage/backend-plugin-api';
import type { LoggedPrediction } from '@mlops-backstage/model-server';
import type { Prediction } from '@mlops-backstage/plugin-mlops-common';
import { WriteQueue } from '../database/WriteQueue';
import { keptInputs } from './PredictionSettingsStore';
import type { LoggingSettings, PredictionSettingsStore } from './PredictionSettingsStore';
import type { Outputs, PredictionStore, StoredPrediction } from './PredictionStore';

/** Rows of one request that are kept: the first ones, the same of every version. */
const MAX_ROWS = 100;
/** Rows that wait for the database, which is also the most that a hand-over can add. */
const MAX_PENDING = 50_000;
const BATCH = 500;

/** Tells which outputs of a version carry its prediction, handed in by the area that owns the registry. */
export interface PredictingVersions {
  versionOf(deployment: string, version: number): Promise<{ prediction: Prediction } | undefined>;
}

/**
 * Takes logged predictions from the servers and stores them, each once. Of a version's outputs only those are kept that
 * carry the prediction, and of its inputs those that the deployment's settings name: no other features, nor what else a
 * model may answer.
 */
export class PredictionRecorder {
  private readonly queue: WriteQueue<StoredPrediction>;

  constructor(
    private readonly store: PredictionStore,
    private readonly versions: PredictingVersions,
    private readonly settings: Pick<PredictionSettingsStore, 'find'>,
    logger: LoggerService,
  ) {
    this.queue = new WriteQueue<StoredPrediction>(
      {
        write: batch => this.write(batch),
        most: MAX_PENDING,
        batch: BATCH,
        what: 'logged predictions',
      },
      logger,
    );
  }

  /** Never fails and never waits: called from the serving path's hand-over. */
  record(predictions: LoggedPrediction[]): void {
    this.queue.add(predictions.flatMap(rowsOf));
  }

  /** Waits until everything taken so far is written. */
  settle(): Promise<void> {
    return this.queue.settle();
  }

  /** Writes what is there with one more try a batch, then gives up on what the database doesn't take. */
  close(): Promise<void> {
    return this.queue.close();
  }

  private async write(batch: StoredPrediction[]): Promise<void> {
    const names = [...new Set(batch.map(({ deployment }) => deployment))];
    const settings = new Map(
      await Promise.all(names.map(async name => [name, await this.settings.find(name)] as const)),
    );
    const rows = await Promise.all(
      batch.map(async row => {
        const version = await this.versions.versionOf(row.deployment, row.version);
        return version && asKept(row, version.prediction, settings.get(row.deployment)!);
      }),
    );
    const kept = rows.filter(row => row !== undefined && Object.keys(row.outputs).length > 0);
    await this.store.add(kept as StoredPrediction[]);
  }
}

/** A row with nothing but what is to be kept of it. */
export function asKept(
  row: StoredPrediction,
  prediction: Prediction,
  settings: LoggingSettings,
): StoredPrediction {
  const { kept = {}, ...rest } = row;
  const inputs = Object.entries(kept).filter(([name]) => keptInputs(settings).includes(name));
  const key = settings.key === null ? null : (kept[settings.key] ?? null);
  return {
    ...rest,
    outputs: predicting(row.outputs, prediction),
    ...(inputs.length > 0 && { kept: Object.fromEntries(inputs) }),
    ...(key !== null && { key: String(key) }),
  };
}

function rowsOf(logged: LoggedPrediction): StoredPrediction[] {
  const { predictionId, deployment, role, time, latencyMs } = logged;
  const at = (columns: LoggedPrediction['columns'], row: number): Outputs =>
    Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[row]]));
  return Array.from({ length: Math.min(logged.rows, MAX_ROWS) }, (_, row) => ({
    deployment,
    predictionId,
    row,
    version: Number(logged.version),
    role,
    time,
    latencyMs,
    outputs: at(logged.columns, row),
    ...(logged.kept && { kept: at(logged.kept, row) }),
  }));
}

function predicting(
  outputs: StoredPrediction['outputs'],
  { label, value, scores }: Prediction,
): StoredPrediction['outputs'] {
  return Object.fromEntries(
    Object.entries(outputs).filter(
      ([name]) =>
        [label, value, scores].includes(name) ||
        (scores !== undefined && name.startsWith(`${scores}[`)),
    ),
  );
}
