import { TokenUse } from './authentication/EndpointToken';
import { LoggedPrediction } from './observation/LoggedPrediction';
import { ObservedWindow } from './observation/ObservedWindow';
import { AnsweredCount } from './observation/tally/TallyBytes';
import { TallyFiles } from './observation/tally/TallyFiles';
import { TracedRequest } from './telemetry/TraceLog';

export interface ModelServerLimits {
  /** Bytes of a request body. */
  readonly maxBodyBytes: number;
  /** Rows of a request: the first dimension of its inputs. */
  readonly maxRows: number;
  /** Elements of one input tensor. */
  readonly maxTensorElements: number;
  /** Time a client has to send a whole request. A model that runs can't be interrupted. */
  readonly requestTimeoutMs: number;
  /** Windows a worker holds before it hands them over without waiting for the next flush. */
  readonly maxEventTimeWindows: number;
  /** Infer requests of a worker that have come in whole and aren't answered yet; more are answered 503. 1,000 by default. */
  readonly maxConcurrentRequests?: number;
  /** How long a request may wait for its run, after which it is answered 503; 10 s by default. */
  readonly maxQueueMs?: number;
  /** Rows of several requests that are run at once; 1 turns batching off. 64 by default. */
  readonly maxBatchRows?: number;
  /** How long a request waits for others to be run with; 0 by default: those are that wait anyway. */
  readonly maxBatchDelayMs?: number;
  /**
   * Bytes of the artifacts that the sessions of a worker may be open of at a time, those of a table that is about to
   * replace another included; no limit by default. A session takes about as much memory.
   */
  readonly maxSessionBytes?: number;
  /**
   * How long a session may be unused before it is closed. Its next request opens it again and waits for that, as do others
   * of the same worker. Never by default.
   */
  readonly maxSessionIdleMs?: number;
  /**
   * Bytes of an artifact up to which each worker has a session of its own; no limit by default. Of a larger one only some
   * workers have one, and the others pass requests on to them.
   */
  readonly maxReplicatedBytes?: number;
  /** How many workers have a session of a larger artifact; 1 by default. */
  readonly largeModelCopies?: number;
  /** Answered requests whose copies for challengers wait in a worker; 100 by default. */
  readonly maxShadowRequests?: number;
  /** Bytes of their bodies; 32 MiB by default. */
  readonly maxShadowBytes?: number;
}

export interface ModelServerLogger {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** A worker that ended without being asked to. */
export interface WorkerExit {
  readonly exitCode: number;
  readonly error?: Error;
  /**
   * What it had answered and not handed over.
   *
   * @throws MalformedTallyError, or Error with code ENOENT, … when it left no whole tally, or was to keep none
   */
  lost(): Promise<AnsweredCount[]>;
}

export interface ModelServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Worker threads; one per core is a good number. */
  readonly workers: number;
  /** Length of an observation window. */
  readonly windowSeconds: number;
  readonly flushIntervalMs: number;
  readonly limits: ModelServerLimits;
  /**
   * Who may ask models: holders of the tokens that were admitted (nobody before there are any), or everybody. What the
   * server says of itself is open to everybody.
   */
  readonly authentication: 'tokens' | 'none';
  /** Threads a session computes with; 1 by default, since every worker has a session of its own. */
  readonly sessionThreads?: number;
  /**
   * Where workers tally how many requests they answered, so that it is known when they are killed. Nowhere by default. The
   * files stay until somebody removes them.
   */
  readonly tallies?: TallyFiles;
  /** Takes what was observed; called on the main thread, windows are additive. */
  onWindows(windows: ObservedWindow[]): void;
  /**
   * Takes when tokens were last used; called on the main thread whenever a worker hands over. Workers don't know of each
   * other's uses: the newest of a token counts.
   */
  onTokenUse?(uses: readonly TokenUse[]): void;
  /**
   * Takes what versions predicted for a sample of the requests, of deployments whose route asks for it; called on the
   * main thread whenever a worker hands over. The records of one prediction may come at different times.
   */
  onPredictions?(predictions: LoggedPrediction[]): void;
  /**
   * Takes what was done for requests that came with a recorded trace (`traceparent`); called on the main thread whenever a
   * worker hands over.
   */
  onTraced?(requests: TracedRequest[]): void;
  onWorkerExit?(exit: WorkerExit): void;
  readonly logger: ModelServerLogger;
}
