const UNDER_WAY = 0;
const SHADOWS_WAITING = 1;
const SESSIONS = 2;
const SESSION_BYTES = 3;
const REFUSED_BUSY = 4;
const REFUSED_LIMIT = 5;
const REFUSED_TOKEN = 6;
const COUNTERS = 7;
/** Those that describe a worker that lives, and are nothing once it doesn't. */
const GAUGES = [UNDER_WAY, SHADOWS_WAITING, SESSIONS, SESSION_BYTES];

/** Why a request was refused before anything was done for it. */
export type Refusal = 'busy' | 'limit' | 'token';

const REFUSALS: Readonly<Record<Refusal, number>> = {
  busy: REFUSED_BUSY,
  limit: REFUSED_LIMIT,
  token: REFUSED_TOKEN,
};

export interface LoadTotals {
  /** Infer requests that have come in whole and aren't answered yet. */
  readonly underWay: number;
  /** Answered requests of which copies wait for challengers. */
  readonly shadowsWaiting: number;
  readonly sessions: number;
  /** Bytes of the artifacts that sessions are open of, once for each session. */
  readonly sessionBytes: number;
  readonly refused: Readonly<Record<Refusal, number>>;
}

/** What a worker is busy with, in memory that the main thread reads. Each worker has a place of its own. */
export class WorkerLoad {
  private readonly own: Float64Array;

  static allocate(workers: number): SharedArrayBuffer {
    return new SharedArrayBuffer(workers * COUNTERS * Float64Array.BYTES_PER_ELEMENT);
  }

  /** @param worker - from 0 */
  constructor(memory: SharedArrayBuffer, worker: number) {
    const place = worker * COUNTERS * Float64Array.BYTES_PER_ELEMENT;
    this.own = new Float64Array(memory, place, COUNTERS);
    for (const gauge of GAUGES) this.own[gauge] = 0;
  }

  get underWay(): number {
    return this.own[UNDER_WAY];
  }

  requestBegins(): void {
    this.own[UNDER_WAY] += 1;
  }

  requestEnds(): void {
    this.own[UNDER_WAY] -= 1;
  }

  refuse(why: Refusal): void {
    this.own[REFUSALS[why]] += 1;
  }

  shadowsWait(requests: number): void {
    this.own[SHADOWS_WAITING] = requests;
  }

  sessionOpens(artifactBytes: number): void {
    this.own[SESSIONS] += 1;
    this.own[SESSION_BYTES] += artifactBytes;
  }

  sessionCloses(artifactBytes: number): void {
    this.own[SESSIONS] -= 1;
    this.own[SESSION_BYTES] -= artifactBytes;
  }
}

/** Of all workers together. */
export function totalLoad(memory: SharedArrayBuffer): LoadTotals {
  const all = new Float64Array(memory);
  const sum = (counter: number) => {
    let total = 0;
    for (let i = counter; i < all.length; i += COUNTERS) total += all[i];
    return total;
  };
  return {
    underWay: sum(UNDER_WAY),
    shadowsWaiting: sum(SHADOWS_WAITING),
    sessions: sum(SESSIONS),
    sessionBytes: sum(SESSION_BYTES),
    refused: { busy: sum(REFUSED_BUSY), limit: sum(REFUSED_LIMIT), token: sum(REFUSED_TOKEN) },
  };
}
