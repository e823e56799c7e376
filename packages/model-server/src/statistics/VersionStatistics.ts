/** What an answered infer request took, in milliseconds. */
export interface Durations {
  /** Waiting for the thread to run the model. */
  readonly queueMs: number;
  /** Reading the inputs. */
  readonly inputMs: number;
  /** The run itself. */
  readonly inferMs: number;
  /** Writing the outputs. */
  readonly outputMs: number;
}

/** Durations added up. */
export interface TotalDuration {
  readonly count: number;
  readonly ns: number;
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
  readonly queue: TotalDuration;
  readonly computeInput: TotalDuration;
  readonly computeInfer: TotalDuration;
  readonly computeOutput: TotalDuration;
}

/** Where each is among the counters. Every success is one run, so that there is one count for all of its durations. */
const SUCCESSES = 0;
const SUCCESS_NS = 1;
const FAILURES = 2;
const FAIL_NS = 3;
const INFERENCES = 4;
const QUEUE_NS = 5;
const INPUT_NS = 6;
const INFER_NS = 7;
const OUTPUT_NS = 8;
const LAST_INFERENCE = 9;
const COUNTERS = 10;

/**
 * Counters of one version in one deployment. All workers count into the same memory, so that any of them can tell the
 * whole, and nothing is lost with a worker.
 */
export class VersionStatistics {
  private readonly counters: BigInt64Array;

  /** Memory for the counters of a version that hasn't answered yet. */
  static allocate(): SharedArrayBuffer {
    return new SharedArrayBuffer(COUNTERS * BigInt64Array.BYTES_PER_ELEMENT);
  }

  constructor(memory: SharedArrayBuffer) {
    this.counters = new BigInt64Array(memory);
  }

  /** @param totalMs - from the request's headers to the answer given to the socket */
  succeed(totalMs: number, rows: number, durations: Durations): void {
    const { counters } = this;
    Atomics.add(counters, SUCCESSES, 1n);
    Atomics.add(counters, INFERENCES, BigInt(rows));
    Atomics.add(counters, SUCCESS_NS, nanoseconds(totalMs));
    Atomics.add(counters, QUEUE_NS, nanoseconds(durations.queueMs));
    Atomics.add(counters, INPUT_NS, nanoseconds(durations.inputMs));
    Atomics.add(counters, INFER_NS, nanoseconds(durations.inferMs));
    Atomics.add(counters, OUTPUT_NS, nanoseconds(durations.outputMs));
    // Of two workers at the same moment either may be the last.
    Atomics.store(counters, LAST_INFERENCE, BigInt(Date.now()));
  }

  fail(totalMs: number): void {
    Atomics.add(this.counters, FAILURES, 1n);
    Atomics.add(this.counters, FAIL_NS, nanoseconds(totalMs));
  }

  total(): StatisticsTotals {
    const successes = this.read(SUCCESSES);
    const ofSuccesses = (counter: number) => ({ count: successes, ns: this.read(counter) });
    return {
      lastInference: this.read(LAST_INFERENCE),
      inferences: this.read(INFERENCES),
      executions: successes,
      success: ofSuccesses(SUCCESS_NS),
      fail: { count: this.read(FAILURES), ns: this.read(FAIL_NS) },
      queue: ofSuccesses(QUEUE_NS),
      computeInput: ofSuccesses(INPUT_NS),
      computeInfer: ofSuccesses(INFER_NS),
      computeOutput: ofSuccesses(OUTPUT_NS),
    };
  }

  private read(counter: number): number {
    return Number(Atomics.load(this.counters, counter));
  }
}

function nanoseconds(ms: number): bigint {
  return BigInt(Math.round(ms * 1e6));
}
