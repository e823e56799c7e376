import { LoggedPrediction } from '../observation/LoggedPrediction';
import { AnsweredRequest } from '../observation/WindowObserver';
import type { DeployedVersion } from './DeployedVersion';
import { Columns, outputColumns } from './tensorColumns';

/** Values that wait for being handed over; more are left out. */
const MAX_VALUES = 200_000;

/** Keeps what versions predicted, until it is taken. One for each worker. */
export class PredictionLog {
  private records: LoggedPrediction[] = [];
  private values = 0;

  /**
   * Adds what a version predicted; all of its tensor outputs have to be there.
   *
   * @param kept - of the inputs
   */
  add(
    predictionId: string,
    { observed, model }: Pick<DeployedVersion, 'observed' | 'model'>,
    { time, latencyMs }: { readonly time: number; readonly latencyMs: number },
    { outputs, rows }: NonNullable<AnsweredRequest['scored']>,
    kept?: Columns,
  ): void {
    const columns = outputColumns(model.signature, outputs, rows);
    const predicted = Object.keys(columns).length * rows;
    const values = predicted + Object.keys(kept ?? {}).length * rows;
    if (predicted === 0 || this.values + values > MAX_VALUES) return;
    this.values += values;
    const { deployment, version, role } = observed;
    const record = { predictionId, deployment, version, role, time, latencyMs, rows, columns };
    this.records.push(kept ? { ...record, kept } : record);
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
