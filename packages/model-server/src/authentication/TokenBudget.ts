/** What a token may use up. */
export interface TokenLimits {
  /** On average; as many may come at once. */
  readonly requestsPerSecond?: number;
  readonly maxConcurrentRequests?: number;
}

/** Where in the memory the requests under way of the first worker are counted, in 32-bit words. */
const FIRST_COUNT = 2;

/**
 * What is left of a token's limits, in memory that all workers share.
 *
 * The rate is held by the generic cell rate algorithm (ITU-T I.371, Annex A): one number, the time at which the next
 * request would come if all came evenly, says everything, so that one exchange decides. A burst of one second's requests
 * is let in.
 */
export class TokenBudget {
  private readonly arrival: BigInt64Array;
  private readonly counts: Int32Array;

  static allocate(workers: number): SharedArrayBuffer {
    // A multiple of 8 bytes, as the first number needs.
    return new SharedArrayBuffer(8 * (1 + Math.ceil(workers / 2)));
  }

  /** Forgets what a worker that is gone had under way. */
  static forget(memory: SharedArrayBuffer, worker: number): void {
    Atomics.store(new Int32Array(memory), FIRST_COUNT + worker, 0);
  }

  /** @param worker - from 0 */
  constructor(
    memory: SharedArrayBuffer,
    private readonly worker: number,
    private readonly limits: TokenLimits,
  ) {
    this.arrival = new BigInt64Array(memory, 0, 1);
    this.counts = new Int32Array(memory, FIRST_COUNT * Int32Array.BYTES_PER_ELEMENT);
  }

  /**
   * Lets a request in, which has to `leave` when it was answered.
   *
   * @param nowMs - epoch milliseconds, the same for all workers
   * @returns 0 when it is let in, or after how many milliseconds it is worth trying again
   */
  enter(nowMs: number): number {
    const { maxConcurrentRequests = Infinity } = this.limits;
    Atomics.add(this.counts, this.worker, 1);
    // Counted before it is looked: of several that come to different workers at once some may be refused, but never one
    // too many is let in.
    if (this.underWay() > maxConcurrentRequests) {
      this.leave();
      return 1000;
    }
    const wait = this.takeTurn(nowMs);
    if (wait > 0) this.leave();
    return wait;
  }

  leave(): void {
    Atomics.sub(this.counts, this.worker, 1);
  }

  private underWay(): number {
    let sum = 0;
    for (let i = 0; i < this.counts.length; i++) sum += Atomics.load(this.counts, i);
    return sum;
  }

  private takeTurn(nowMs: number): number {
    const { requestsPerSecond } = this.limits;
    if (requestsPerSecond === undefined) return 0;
    const now = BigInt(Math.round(nowMs * 1000));
    const interval = BigInt(Math.max(1, Math.round(1e6 / requestsPerSecond)));
    const burst = BigInt(Math.max(1, Math.floor(requestsPerSecond)) - 1) * interval;
    for (;;) {
      const expected = Atomics.load(this.arrival, 0);
      const early = expected - now - burst;
      if (early > 0n) return Number(early) / 1000;
      const next = (expected > now ? expected : now) + interval;
      if (Atomics.compareExchange(this.arrival, 0, expected, next) === expected) return 0;
    }
  }
}
