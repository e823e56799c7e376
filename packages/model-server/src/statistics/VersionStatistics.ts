/** What an answered infer request took, in milliseconds. */
export interface Durations {
  /** Waiting for the thread to run the model. */
  readonly queueMs: number;
  /** Reading the inputs. */
  readonly inputMs: number;
  /** The run itself, which it may have shared with others. */
  readonly inferMs: number;
  /** Writing the outputs. */
  readonly outputMs: number;
}

/** Durations added up. */
export interface TotalDuration {
  readonly count: number;
  readonly ns: number;
}

/** Values counted by size. */
export interface Histogram {
  /** How many are in each bucket: up to the bound of the same position, and beyond all of them. */
  readonly counts: readonly number[];
  readonly sum: number;
}

export interface StatisticsTotals {
  /** Epoch milliseconds of the last request that was answered; 0 before there was one. */
  readonly lastInference: number;
  /** Rows that got a prediction. */
  readonly inferences: number;
  /** Runs of the model. */
  readonly executions: number;
  readonly success: TotalDuration;
  readonly fail: TotalDuration;
  /** Of those that failed, the ones that clients aren't to blame for: answered with 5xx. */
  readonly failures: number;
  readonly queue: TotalDuration;
  readonly computeInput: TotalDuration;
  readonly computeInfer: TotalDuration;
  readonly computeOutput: TotalDuration;
  /** As a challenger: copies that it was run on, those that it failed on, and those that were dropped. */
  readonly copies: { readonly run: number; readonly failed: number; readonly dropped: number };
  /** Of all answered requests, in nanoseconds, by `LATENCY_BOUNDS_MS`. */
  readonly latency: Histogram;
  /** Of runs, in rows, by `BATCH_BOUNDS`. */
  readonly batchRows: Histogram;
}

export const LATENCY_BOUNDS_MS = [
  0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000,
] as const;

export const BATCH_BOUNDS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] as const;

/** Where each is among the counters of a worker. Every success has all durations, so that there is one count of them. */
const SUCCESSES = 0;
const SUCCESS_NS = 1;
const ERRORS = 2;
const ERROR_NS = 3;
const FAILURES = 4;
const INFERENCES = 5;
const EXECUTIONS = 6;
const EXECUTED_ROWS = 7;
const QUEUE_NS = 8;
const INPUT_NS = 9;
const INFER_NS = 10;
const OUTPUT_NS = 11;
const LAST_INFERENCE = 12;
const COPIES = 13;
const COPY_ERRORS = 14;
const COPY_DROPS = 15;
const LATENCIES = 16;
const BATCHES = LATENCIES + LATENCY_BOUNDS_MS.length + 1;
const COUNTERS = BATCHES + BATCH_BOUNDS.length + 1;

/**
 * Counters of one version in one deployment. Each worker counts into a place of its own in memory that all share, so that
 * any of them can tell the whole, none waits for another, and nothing is lost with a worker: the one that replaces it
 * counts on in its place.
 *
 * Whole numbers up to 2^53: more than a hundred days of nanoseconds of computing.
 */
export class VersionStatistics {
  private readonly own: Float64Array;

  /** Memory for the counters of a version that hasn't answered yet. */
  static allocate(workers: number): SharedArrayBuffer {
    return new SharedArrayBuffer(workers * COUNTERS * Float64Array.BYTES_PER_ELEMENT);
  }

  /** @param worker - whose place to count in, from 0 */
  constructor(
    private readonly memory: SharedArrayBuffer,
    worker: number,
  ) {
    const place = worker * COUNTERS * Float64Array.BYTES_PER_ELEMENT;
    this.own = new Float64Array(memory, place, COUNTERS);
  }

  /**
   * @param totalMs - from the request's headers to the answer given to the socket
   * @param time - epoch milliseconds
   */
  succeed(totalMs: number, rows: number, durations: Durations, time: number): void {
    const { own } = this;
    own[SUCCESSES] += 1;
    own[SUCCESS_NS] += nanoseconds(totalMs);
    own[INFERENCES] += rows;
    own[QUEUE_NS] += nanoseconds(durations.queueMs);
    own[INPUT_NS] += nanoseconds(durations.inputMs);
    own[INFER_NS] += nanoseconds(durations.inferMs);
    own[OUTPUT_NS] += nanoseconds(durations.outputMs);
    own[LAST_INFERENCE] = time;
    own[LATENCIES + bucketOf(LATENCY_BOUNDS_MS, totalMs)] += 1;
  }

  /** @param isFailure - whether it was the server's fault, not the client's */
  fail(totalMs: number, isFailure: boolean): void {
    const { own } = this;
    own[ERRORS] += 1;
    own[ERROR_NS] += nanoseconds(totalMs);
    if (isFailure) own[FAILURES] += 1;
    own[LATENCIES + bucketOf(LATENCY_BOUNDS_MS, totalMs)] += 1;
  }

  /** A run of the model, on the rows of one request or several. */
  execute(rows: number): void {
    this.own[EXECUTIONS] += 1;
    this.own[EXECUTED_ROWS] += rows;
    this.own[BATCHES + bucketOf(BATCH_BOUNDS, rows)] += 1;
  }

  /** A copy that it was run on as a challenger. */
  copy(failed: boolean): void {
    this.own[COPIES] += 1;
    if (failed) this.own[COPY_ERRORS] += 1;
  }

  dropCopy(): void {
    this.own[COPY_DROPS] += 1;
  }

  total(): StatisticsTotals {
    return totalStatistics(this.memory);
  }
}

/** What all workers counted. */
export function totalStatistics(memory: SharedArrayBuffer): StatisticsTotals {
  const all = new Float64Array(memory);
  const sums = new Float64Array(COUNTERS);
  let lastInference = 0;
  for (let i = 0; i < all.length; i++) sums[i % COUNTERS] += all[i];
  for (let i = LAST_INFERENCE; i < all.length; i += COUNTERS) {
    lastInference = Math.max(lastInference, all[i]);
  }
  const ofSuccesses = (counter: number) => ({ count: sums[SUCCESSES], ns: sums[counter] });
  return {
    lastInference,
    inferences: sums[INFERENCES],
    executions: sums[EXECUTIONS],
    success: ofSuccesses(SUCCESS_NS),
    fail: { count: sums[ERRORS], ns: sums[ERROR_NS] },
    failures: sums[FAILURES],
    queue: ofSuccesses(QUEUE_NS),
    computeInput: ofSuccesses(INPUT_NS),
    computeInfer: ofSuccesses(INFER_NS),
    computeOutput: ofSuccesses(OUTPUT_NS),
    copies: { run: sums[COPIES], failed: sums[COPY_ERRORS], dropped: sums[COPY_DROPS] },
    latency: {
      counts: Array.from(sums.subarray(LATENCIES, BATCHES)),
      sum: sums[SUCCESS_NS] + sums[ERROR_NS],
    },
    batchRows: { counts: Array.from(sums.subarray(BATCHES)), sum: sums[EXECUTED_ROWS] },
  };
}

function bucketOf(bounds: readonly number[], value: number): number {
  let bucket = 0;
  while (bucket < bounds.length && value > bounds[bucket]) bucket++;
  return bucket;
}

function nanoseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1e6);
}
