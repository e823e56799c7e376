import { LoggedPrediction } from '../observation/LoggedPrediction';
import { AnsweredRequest } from '../observation/WindowObserver';
import { Tensor } from '../protocol/Datatype';
import { fromHalf } from '../protocol/half';
import { isTensor, ModelSignature } from '../protocol/ModelSignature';
import type { DeployedVersion } from './DeployedVersion';

/** A row of a longer output, such as an embedding, says nothing that could be compared with a label. */
const MAX_WIDTH = 100;
/** Values that wait for being handed over; more are left out. */
const MAX_VALUES = 200_000;

type Value = number | string | boolean | null;

/** Keeps what versions predicted, until it is taken. One for each worker. */
export class PredictionLog {
  private records: LoggedPrediction[] = [];
  private values = 0;

  /** Adds what a version predicted; all of its tensor outputs have to be there. */
  add(
    predictionId: string,
    { observed, model }: Pick<DeployedVersion, 'observed' | 'model'>,
    { time, latencyMs }: { readonly time: number; readonly latencyMs: number },
    { outputs, rows }: NonNullable<AnsweredRequest['scored']>,
  ): void {
    const columns = columnsOf(model.signature, outputs, rows);
    const values = Object.keys(columns).length * rows;
    if (values === 0 || this.values + values > MAX_VALUES) return;
    this.values += values;
    const { deployment, version, role } = observed;
    this.records.push({ predictionId, deployment, version, role, time, latencyMs, rows, columns });
  }

  take(): LoggedPrediction[] {
    const taken = this.records;
    this.records = [];
    this.values = 0;
    return taken;
  }
}

/** Lets so many requests a second into the log, a burst of one second's included. */
export class PredictionSampler {
  private tokens: number;
  private last = 0;

  constructor(private readonly perSecond: number) {
    this.tokens = Math.max(1, perSecond);
  }

  /** @param nowMs - of a clock that doesn't go back */
  take(nowMs: number): boolean {
    if (this.perSecond <= 0) return false;
    const room = Math.max(1, this.perSecond);
    this.tokens = Math.min(room, this.tokens + ((nowMs - this.last) / 1000) * this.perSecond);
    this.last = nowMs;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}

/** As profiles name them: `name` of a tensor [N] or [N, 1], `name[i]` of element i of a tensor [N, k]. */
function columnsOf(
  { outputs: signatures }: ModelSignature,
  outputs: ReadonlyMap<string, Tensor>,
  rows: number,
): Record<string, Value[]> {
  const columns: Array<[string, Value[]]> = [];
  for (const { name, shape } of signatures.filter(isTensor)) {
    const tensor = outputs.get(name);
    if (!tensor || shape.length === 0 || shape.length > 2 || tensor.shape[0] !== rows) continue;
    const width = tensor.data.length / rows;
    if (width > MAX_WIDTH) continue;
    for (let element = 0; element < width; element++) {
      const values = Array.from({ length: rows }, (_, row) =>
        valueAt(tensor, row * width + element),
      );
      columns.push([width === 1 ? name : `${name}[${element}]`, values]);
    }
  }
  // Not by assignment: a model may call an output `__proto__`.
  return Object.fromEntries(columns);
}

function valueAt({ datatype, data }: Tensor, at: number): Value {
  switch (datatype) {
    case 'BYTES':
      return (data as string[])[at];
    case 'BOOL':
      return (data as Uint8Array)[at] !== 0;
    case 'INT64':
    case 'UINT64':
      return Number((data as BigInt64Array)[at]);
    default: {
      const value =
        datatype === 'FP16' ? fromHalf((data as Uint16Array)[at]) : (data as Float64Array)[at];
      return Number.isFinite(value) ? value : null;
    }
  }
}
