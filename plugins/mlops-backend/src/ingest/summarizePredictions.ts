import { InputError } from '@backstage/errors';
import { LatencySketch, Profiler, serializeCounts } from '@mlops-backstage/model-profile';
import type { ColumnSchema, ProfileSchema } from '@mlops-backstage/model-profile';
import type { Window, WindowRole } from '../monitoring/Window';
import type { OutputValue } from '../predictions/PredictionStore';
import type { IngestedPrediction } from './IngestedPrediction';

/** Predictions of one version in one role. */
export interface VersionPredictions {
  version: number;
  role: WindowRole;
  schema?: ProfileSchema;
  predictions: readonly IngestedPrediction[];
}

/**
 * The windows of predictions, as the server that answered would have observed them.
 *
 * @throws `InputError` with the place for a numeric column that has no number
 */
export function summarizePredictions(
  deployment: string,
  { version, role, schema, predictions }: VersionPredictions,
  windowMs: number,
): Window[] {
  const byWindow = new Map<number, IngestedPrediction[]>();
  for (const prediction of predictions) {
    const start = Math.floor(prediction.time / windowMs) * windowMs;
    const rows = byWindow.get(start);
    if (rows) {
      rows.push(prediction);
    } else {
      byWindow.set(start, [prediction]);
    }
  }
  return [...byWindow].map(([windowStart, rows]) => {
    const latency = new LatencySketch();
    const requests = new Set<string>();
    for (const { id, latencyMs } of rows) {
      if (!requests.has(id) && latencyMs !== undefined) {
        latency.add(latencyMs);
      }
      requests.add(id);
    }
    return {
      deployment,
      version,
      role,
      windowStart,
      requests: requests.size,
      rows: rows.length,
      errors: 0,
      failures: 0,
      shadowDropped: 0,
      latency: latency.toBytes(),
      ...(schema && { profile: profileOf(schema, rows) }),
    };
  });
}

function profileOf(schema: ProfileSchema, rows: readonly IngestedPrediction[]): string {
  const profiler = new Profiler(schema);
  schema.columns.forEach((column, index) => {
    const values = rows.map(row => row[column.role === 'feature' ? 'inputs' : 'outputs']);
    if (column.kind === 'numeric') {
      const numbers = values.map((columns, row) =>
        numberIn(columns[column.name], column, rows[row].place),
      );
      profiler.observeNumeric(index, numbers, rows.length);
    } else {
      profiler.observeCategorical(
        index,
        values.map(columns => columns[column.name] ?? null),
        rows.length,
      );
    }
  });
  profiler.addRows(rows.length);
  return serializeCounts(profiler.take());
}

function numberIn(
  value: OutputValue | undefined,
  { name }: ColumnSchema,
  place: string,
): number | null {
  if (value === null || value === undefined || typeof value === 'number') {
    return value ?? null;
  }
  if (typeof value === 'boolean') {
    return Number(value);
  }
  throw new InputError(`${place}: ${name} is a number in the reference, but text here`);
}
