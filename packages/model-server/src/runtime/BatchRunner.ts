import { Tensor } from '../protocol/Datatype';
import { joinRows, sameInnerShapes, splitRows } from './batchTensors';

export interface BatchLimits {
  /** Rows that are run at once; a request that has as many or more runs alone. */
  readonly maxBatchRows: number;
  /**
   * How long a request waits for others to be run with. With 0 only those run together that wait anyway, because the
   * thread was busy.
   */
  readonly maxBatchDelayMs: number;
}

/** A session, as far as running it is concerned. */
export interface Runnable {
  /** Calls may overlap; the thread computes them one after the other. */
  run(
    inputs: ReadonlyMap<string, Tensor>,
    outputs: readonly string[],
    onStart: () => void,
  ): Promise<Map<string, Tensor>>;
}

/** What came of a request, and of the run that it was part of. */
export interface RunResult {
  readonly outputs: ReadonlyMap<string, Tensor>;
  /** `performance.now()` before and after the run. */
  readonly started: number;
  readonly ended: number;
  /** Rows of the run; undefined for all but one of the requests that were run together. */
  readonly batchRows?: number;
}

export interface RunRequest {
  readonly inputs: ReadonlyMap<string, Tensor>;
  readonly rows: number;
  /** Names; requests are run together when theirs are the same. */
  readonly outputs: readonly string[];
  /** Asked right before it would be run: why it isn't to be any more, if so. */
  refusal?(): Error | undefined;
}

interface Waiting extends RunRequest {
  readonly since: number;
  resolve(result: RunResult): void;
  reject(error: Error): void;
}

/**
 * Runs requests that wait for one session together, as one batch of rows.
 *
 * A request that makes a run fail doesn't fail the others: each of them is run again on its own. So is each when the
 * outputs don't have a row for each row of the inputs, which ends batching for the session.
 */
export class BatchRunner {
  private waiting: Waiting[] = [];
  /** What is due to run the next batch. */
  private due?: NodeJS.Immediate;
  private delayed?: NodeJS.Timeout;

  /** @param batching - whether rows may be run together at all */
  constructor(
    private readonly session: Runnable,
    private readonly limits: BatchLimits,
    private batching: boolean,
  ) {}

  /** The outputs of a request's rows. */
  run({ inputs, rows, outputs, refusal }: RunRequest): Promise<RunResult> {
    return new Promise((resolve, reject) => {
      const since = performance.now();
      this.waiting.push({ inputs, rows, outputs, refusal, since, resolve, reject });
      this.schedule();
    });
  }

  /** To run after what the event loop has at hand: requests that have arrived already are read first. */
  private schedule(): void {
    if (this.due) return;
    const delayMs = this.remainingDelay();
    if (delayMs > 0) {
      this.delayed ??= setTimeout(this.runNext, delayMs);
      return;
    }
    clearTimeout(this.delayed);
    this.due = setImmediate(this.runNext);
  }

  private readonly runNext = (): void => {
    this.due = undefined;
    this.delayed = undefined;
    this.refuse();
    if (this.waiting.length === 0) return;
    const batch = this.takeBatch();
    if (this.waiting.length > 0) this.schedule();
    void (batch.length === 1 ? this.runAlone(batch[0]) : this.runTogether(batch));
  };

  /** Of the one that has waited longest; 0 when nothing is to be gained by waiting. */
  private remainingDelay(): number {
    const { maxBatchRows, maxBatchDelayMs } = this.limits;
    if (!this.batching || maxBatchDelayMs === 0) return 0;
    let rows = 0;
    for (const one of this.waiting) rows += one.rows;
    if (rows >= maxBatchRows) return 0;
    return this.waiting[0].since + maxBatchDelayMs - performance.now();
  }

  /** Sends away those that aren't to be run any more. */
  private refuse(): void {
    this.waiting = this.waiting.filter(one => {
      const error = one.refusal?.();
      if (error) one.reject(error);
      return !error;
    });
  }

  private takeBatch(): Waiting[] {
    const [first, ...others] = this.waiting;
    const batch = [first];
    const left: Waiting[] = [];
    let { rows } = first;
    for (const other of others) {
      if (this.batching && rows + other.rows <= this.limits.maxBatchRows && fit(first, other)) {
        batch.push(other);
        rows += other.rows;
      } else left.push(other);
    }
    this.waiting = left;
    return batch;
  }

  private async runAlone({ inputs, outputs, rows, resolve, reject }: Waiting): Promise<void> {
    let started = 0;
    try {
      const computed = await this.session.run(inputs, outputs, () => {
        started = performance.now();
      });
      resolve({ outputs: computed, started, ended: performance.now(), batchRows: rows });
    } catch (error) {
      reject(error as Error);
    }
  }

  private async runTogether(batch: readonly Waiting[]): Promise<void> {
    const rows = batch.map(one => one.rows);
    let started = 0;
    let parts: Array<Map<string, Tensor>> | undefined;
    try {
      const inputs = joinRows(batch.map(one => one.inputs));
      const outputs = await this.session.run(inputs, batch[0].outputs, () => {
        started = performance.now();
      });
      parts = splitRows(outputs, rows);
      if (!parts) this.batching = false;
    } catch {
      // Whose fault it was shows when each is run alone; that error is the one to tell.
    }
    if (!parts) {
      for (const one of batch) await this.runAlone(one);
      return;
    }
    const ended = performance.now();
    const batchRows = rows.reduce((sum, count) => sum + count, 0);
    for (let i = 0; i < batch.length; i++) {
      const outputs = parts[i];
      batch[i].resolve({ outputs, started, ended, batchRows: i === 0 ? batchRows : undefined });
    }
  }
}

function fit(one: Waiting, other: Waiting): boolean {
  return sameNames(one.outputs, other.outputs) && sameInnerShapes(one.inputs, other.inputs);
}

function sameNames(some: readonly string[], others: readonly string[]): boolean {
  return (
    some === others ||
    (some.length === others.length && some.every((name, i) => name === others[i]))
  );
}
