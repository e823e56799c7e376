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
  /**
   * Calls may overlap; the thread computes them one after the other.
   *
   * @param collect - called right before the thread computes, which is a turn of its event loop later
   */
  run(
    collect: () => ReadonlyMap<string, Tensor>,
    outputs: readonly string[],
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
  /**
   * Asked right before it would be run: why it isn't to be any more, if so.
   *
   * @param now - `performance.now()`
   */
  refusal?(now: number): Error | undefined;
}

interface Waiting extends RunRequest {
  /** `performance.now()`; 0 where nobody waits for others. */
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
  /** Whether a run has been asked for that hasn't taken its requests yet. */
  private due = false;
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
      const since = this.limits.maxBatchDelayMs > 0 ? performance.now() : 0;
      this.waiting.push({ inputs, rows, outputs, refusal, since, resolve, reject });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.due) return;
    const delayMs = this.remainingDelay();
    if (delayMs > 0) {
      this.delayed ??= setTimeout(this.startNext, delayMs);
      return;
    }
    clearTimeout(this.delayed);
    this.startNext();
  }

  /** Of the one that has waited longest; 0 when nothing is to be gained by waiting. */
  private remainingDelay(): number {
    const { maxBatchRows, maxBatchDelayMs } = this.limits;
    if (!this.batching || maxBatchDelayMs === 0) return 0;
    let rows = 0;
    for (const one of this.waiting) rows += one.rows;
    if (rows >= maxBatchRows) return 0;
    return this.waiting[0].since + maxBatchDelayMs - performance.now();
  }

  /** Asks for a run now, and has it take its requests as late as it can: what arrives until then is part of it. */
  private readonly startNext = (): void => {
    this.delayed = undefined;
    this.due = true;
    const [{ outputs }] = this.waiting;
    let batch: Waiting[] | undefined;
    let started = 0;
    const take = () => {
      this.due = false;
      this.refuse();
      const taken = this.takeBatch(outputs);
      if (this.waiting.length > 0) this.schedule();
      return taken;
    };
    const collect = () => {
      batch ??= take();
      if (batch.length === 0) throw new Error('Nobody waits for this run any more');
      const inputs = batch.length === 1 ? batch[0].inputs : joinRows(batch.map(one => one.inputs));
      started = performance.now();
      return inputs;
    };
    this.session.run(collect, outputs).then(
      computed => this.finish(batch!, computed, started),
      error => {
        // It may have failed before it took its requests, as when a session can't be opened again.
        batch ??= take();
        this.fail(batch, error);
      },
    );
  };

  /** Sends away those that aren't to be run any more. */
  private refuse(): void {
    const now = performance.now();
    this.waiting = this.waiting.filter(one => {
      const error = one.refusal?.(now);
      if (error) one.reject(error);
      return !error;
    });
  }

  /** Those that can be run together with the first that asks for these outputs. */
  private takeBatch(outputs: readonly string[]): Waiting[] {
    const batch: Waiting[] = [];
    const left: Waiting[] = [];
    let rows = 0;
    for (const one of this.waiting) {
      if (batch.length === 0 ? sameNames(one.outputs, outputs) : this.fits(batch[0], rows, one)) {
        batch.push(one);
        rows += one.rows;
      } else left.push(one);
    }
    this.waiting = left;
    return batch;
  }

  private fits(first: Waiting, rows: number, other: Waiting): boolean {
    return (
      this.batching &&
      rows + other.rows <= this.limits.maxBatchRows &&
      sameNames(first.outputs, other.outputs) &&
      sameInnerShapes(first.inputs, other.inputs)
    );
  }

  private finish(
    batch: readonly Waiting[],
    computed: ReadonlyMap<string, Tensor>,
    started: number,
  ): void {
    const ended = performance.now();
    if (batch.length === 1) {
      const [{ rows, resolve }] = batch;
      resolve({ outputs: computed, started, ended, batchRows: rows });
      return;
    }
    const rows = batch.map(one => one.rows);
    const parts = splitRows(computed, rows);
    if (!parts) {
      this.batching = false;
      void this.runEachAlone(batch);
      return;
    }
    const batchRows = rows.reduce((sum, count) => sum + count, 0);
    for (let i = 0; i < batch.length; i++) {
      const outputs = parts[i];
      batch[i].resolve({ outputs, started, ended, batchRows: i === 0 ? batchRows : undefined });
    }
  }

  private fail(batch: readonly Waiting[], error: Error): void {
    // Whose fault it was shows when each is run alone; that error is the one to tell.
    if (batch.length > 1) void this.runEachAlone(batch);
    else for (const { reject } of batch) reject(error);
  }

  private async runEachAlone(batch: readonly Waiting[]): Promise<void> {
    for (const one of batch) {
      let started = 0;
      const collect = () => {
        started = performance.now();
        return one.inputs;
      };
      await this.session.run(collect, one.outputs).then(
        computed => this.finish([one], computed, started),
        error => one.reject(error),
      );
    }
  }
}

function sameNames(some: readonly string[], others: readonly string[]): boolean {
  return (
    some === others ||
    (some.length === others.length && some.every((name, i) => name === others[i]))
  );
}
