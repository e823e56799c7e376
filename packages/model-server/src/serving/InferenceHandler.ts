import { answerError } from '../http/answer';
import { answerInfer } from '../http/answerInfer';
import { ClientGoneError } from '../http/ClientGoneError';
import { decompress } from '../http/decompress';
import { Exchange } from '../http/Exchange';
import { InferHead, parseInferHead } from '../http/parseInferHead';
import { ModelServerLimits } from '../ModelServerOptions';
import { AnsweredRequest, WindowObserver } from '../observation/WindowObserver';
import { decodeEventTime } from '../protocol/decodeEventTime';
import { decodeInferBody } from '../protocol/decodeInferBody';
import { InferRequest } from '../protocol/decodeInferRequest';
import { ProtocolError } from '../protocol/ProtocolError';
import { TableFormat } from '../protocol/tabular';
import { RunRequest, RunResult } from '../runtime/BatchRunner';
import { Durations } from '../statistics/VersionStatistics';
import { toEpoch } from '../telemetry/threadClock';
import { TraceLog } from '../telemetry/TraceLog';
import { parseTraceParent } from '../telemetry/traceParent';
import { WorkerLoad } from '../telemetry/WorkerLoad';
import { DeployedVersion } from './DeployedVersion';
import { Deployment } from './Deployment';
import { PredictionIds } from './PredictionIds';
import { PredictionLog } from './PredictionLog';
import { ShadowQueue } from './ShadowQueue';
import { keptColumns } from './tensorColumns';

/** A request that has to be answered, and who answers it. */
export interface InferenceTask {
  readonly exchange: Exchange;
  readonly deployment: Deployment;
  /** One of those of the deployment that answer. */
  readonly version: DeployedVersion;
  /** Whether it is answered only, and neither observed nor copied. */
  readonly trial: boolean;
  /** `performance.now()` when the request's headers were complete. */
  readonly arrival: number;
}

/** What became of a task while it was answered. */
interface Progress {
  readonly predictionId: string;
  /** Epoch milliseconds. */
  time: number;
  /** Bytes of the body. */
  bytes: number;
  /** Whether its predictions are handed over one by one. */
  logged: boolean;
  /** Whether the model has it. */
  running: boolean;
  /** `performance.now()` when its body was there, and when it was read and began to wait for the model. */
  received: number;
  queued: number;
  /** There once it was read. */
  infer?: InferRequest;
  /** There with it, when it was a table. */
  table?: TableFormat;
  /** There once its answer was given. */
  scored?: AnsweredRequest['scored'];
  /** `performance.now()` before and after the run; there with it. */
  run?: { readonly started: number; readonly ended: number };
  /** The status that it was refused with. */
  refused?: number;
}

export interface InferenceParts {
  readonly limits: Required<ModelServerLimits>;
  readonly observer: WindowObserver;
  readonly log: PredictionLog;
  readonly traces: TraceLog;
  readonly shadows: ShadowQueue;
  readonly load: WorkerLoad;
  /** Told what a failed run said, which clients aren't. */
  onRunError(version: DeployedVersion, error: Error): void;
}

/** Answers infer requests of known deployments, and has each answer observed and copied to the challengers. */
export class InferenceHandler {
  private readonly ids = new PredictionIds();

  constructor(private readonly parts: InferenceParts) {}

  async handle(task: InferenceTask): Promise<void> {
    const { exchange, deployment, version, trial, arrival } = task;
    const { limits, load, shadows } = this.parts;
    const progress: Progress = {
      predictionId: this.ids.next(),
      time: Date.now(),
      bytes: 0,
      logged: false,
      running: false,
      received: arrival,
      queued: arrival,
    };
    // A promotion while the body is on its way mustn't release the models under the request.
    deployment.hold();
    try {
      const head = parseInferHead(exchange.headers);
      let body = exchange.readBody(limits.maxBodyBytes, head.headerLength ?? 0);
      // Most have come by now, and needn't wait for those that haven't.
      if (body instanceof Promise || head.encoding) {
        body = await body;
        if (head.encoding) body = await decompress(body, head.encoding, limits.maxBodyBytes);
        progress.received = performance.now();
      }
      if (load.underWay >= limits.maxConcurrentRequests) throw this.refuse();
      load.requestBegins();
      shadows.answerBegins();
      try {
        const result = await version.model.score(this.read(task, head, body, progress));
        const answering = this.answer(task, result, progress);
        if (answering) await answering;
        const { inputs, rows } = progress.infer!;
        progress.scored = { inputs, outputs: result.outputs, rows };
      } finally {
        shadows.answerEnds();
        load.requestEnds();
      }
    } catch (error) {
      if (error instanceof ClientGoneError || exchange.isGone) return;
      const refusal = this.toProtocolError(version, error as Error, progress);
      progress.refused = refusal.status;
      answerError(exchange, refusal, version.headers);
    } finally {
      if (progress.scored || progress.refused) {
        const ended = performance.now();
        this.trace(task, progress, ended);
        if (!trial) this.record(task, progress, ended);
      }
      // Copies for challengers are made of it.
      if (deployment.challengers.length === 0) exchange.releaseBody();
      deployment.letGo();
    }
  }

  /** What of a request the model is to be run on. */
  private read(
    { exchange, deployment, version, trial }: InferenceTask,
    head: InferHead,
    body: Buffer,
    progress: Progress,
  ): RunRequest {
    const { limits } = this.parts;
    const { model } = version;
    const { infer, table, binary } = decodeInferBody(body, head, model.signature, limits);
    // Who makes trials shows the answer to a person.
    if (trial && (table || binary)) throw new ProtocolError(400, 'A trial is made of JSON tensors');
    progress.bytes = body.length;
    progress.infer = infer;
    progress.table = table;
    const eventTime = infer.parameters?.event_time;
    if (eventTime !== undefined) {
      progress.time = decodeEventTime(eventTime, deployment.allowEventTime, progress.time);
    }
    const queued = performance.now();
    progress.queued = queued;
    progress.logged = !trial && deployment.sampler.take(queued);
    progress.running = true;
    return {
      inputs: infer.inputs,
      rows: infer.rows,
      outputs: progress.logged ? model.tensorOutputs : version.outputsToRun(infer.outputs),
      refusal: now => this.refusal(exchange, now, queued + limits.maxQueueMs),
    };
  }

  /** @returns undefined when the answer was given at once */
  private answer(
    { exchange, version, trial }: InferenceTask,
    { outputs, started, ended, batchRows }: RunResult,
    progress: Progress,
  ): Promise<void> | undefined {
    progress.running = false;
    if (exchange.isGone) throw new ClientGoneError();
    if (batchRows !== undefined) version.statistics.execute(batchRows);
    const { table, predictionId } = progress;
    const infer = progress.infer!;
    const id = trial ? undefined : predictionId;
    const answering = answerInfer(exchange, version, infer, table, outputs, id);
    progress.run = { started, ended };
    return answering;
  }

  /** Why a request isn't to be run any more, if so. */
  private refusal(exchange: Exchange, now: number, latest: number): Error | undefined {
    if (exchange.isGone) return new ClientGoneError();
    return now > latest ? this.refuse() : undefined;
  }

  private refuse(): ProtocolError {
    this.parts.load.refuse('busy');
    return new ProtocolError(503, 'Too many requests wait for an answer; try again', {
      'retry-after': '1',
    });
  }

  private trace(
    { exchange, version, arrival }: InferenceTask,
    progress: Progress,
    ended: number,
  ): void {
    const { traceparent, tracestate } = exchange.headers;
    if (traceparent === undefined) return;
    const parent = parseTraceParent(traceparent as string, tracestate as string | undefined);
    if (!parent) return;
    const { scored, run, refused = 200 } = progress;
    this.parts.traces.add({
      parent,
      deployment: version.name,
      version: version.version,
      started: toEpoch(arrival),
      ended: toEpoch(ended),
      status: refused,
      ...(scored &&
        run && {
          scored: {
            rows: scored.rows,
            runStarted: toEpoch(run.started),
            runEnded: toEpoch(run.ended),
          },
        }),
    });
  }

  private record(
    { exchange, deployment, version, arrival }: InferenceTask,
    progress: Progress,
    ended: number,
  ): void {
    const { predictionId, time, bytes, logged, infer, scored, refused } = progress;
    const { observer, log, shadows } = this.parts;
    const latencyMs = ended - arrival;
    const isFailure = refused !== undefined && refused >= 500;
    // First, since profiling can take longer than a client takes to ask for the statistics.
    if (scored) {
      const durations = durationsOf(progress, ended);
      version.statistics.succeed(latencyMs, scored.rows, durations, Date.now());
    } else version.statistics.fail(latencyMs, isFailure);
    observer.observe(version.observed, { time, latencyMs, scored, isFailure });
    const { keptInputs } = deployment;
    const kept =
      scored && logged && keptInputs.length > 0
        ? keptColumns(keptInputs, scored.inputs, infer?.parameters, scored.rows)
        : undefined;
    if (scored && logged) log.add(predictionId, version, { time, latencyMs }, scored, kept);
    if (infer && deployment.challengers.length > 0) {
      const copied = { infer, time, bytes, predictionId: logged ? predictionId : undefined, kept };
      shadows.copy(deployment.challengers, copied, exchange);
    }
  }

  private toProtocolError(
    version: DeployedVersion,
    error: Error,
    { running }: Progress,
  ): ProtocolError {
    if (error instanceof ProtocolError) return error;
    this.parts.onRunError(version, error);
    const who = running ? 'model' : 'server';
    return new ProtocolError(500, `The ${who} failed on this request`);
  }
}

function durationsOf({ received, queued, run }: Progress, ended: number): Durations {
  return {
    queueMs: run!.started - queued,
    inputMs: queued - received,
    inferMs: run!.ended - run!.started,
    outputMs: ended - run!.ended,
  };
}
