import { TraceParent } from './traceParent';

/** What a worker did for a request that is part of a recorded trace. Times are epoch milliseconds with fractions. */
export interface TracedRequest {
  readonly parent: TraceParent;
  readonly deployment: string;
  readonly version: string;
  /** When its headers were there, and when its answer was given. */
  readonly started: number;
  readonly ended: number;
  /** Of the answer. */
  readonly status: number;
  /** There when it was answered with predictions. */
  readonly scored?: {
    readonly rows: number;
    /** When the model began to run, which was for others too where they waited together, and when it had run. */
    readonly runStarted: number;
    readonly runEnded: number;
  };
}

/** Traces are samples; what is beyond that between two hand-overs is left out. */
const MAX_REQUESTS = 2_000;

/** Keeps what was done for traced requests until it is taken. One for each worker. */
export class TraceLog {
  private requests: TracedRequest[] = [];

  add(request: TracedRequest): void {
    if (this.requests.length < MAX_REQUESTS) this.requests.push(request);
  }

  take(): TracedRequest[] {
    const taken = this.requests;
    this.requests = [];
    return taken;
  }
}
