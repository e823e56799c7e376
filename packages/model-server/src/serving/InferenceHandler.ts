import { randomUUID } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { answerError } from '../http/answer';
import { answerInfer } from '../http/answerInfer';
import { ClientGoneError } from '../http/readBody';
import { readInferBody } from '../http/readInferBody';
import { ModelServerLimits } from '../ModelServerOptions';
import { AnsweredRequest, WindowObserver } from '../observation/WindowObserver';
import { decodeEventTime } from '../protocol/decodeEventTime';
import { decodeInferRequest, InferRequest } from '../protocol/decodeInferRequest';
import { parseInferBody } from '../protocol/parseInferBody';
import { ProtocolError } from '../protocol/ProtocolError';
import { RunResult } from '../runtime/BatchRunner';
import { Durations } from '../statistics/VersionStatistics';
import { WorkerLoad } from '../telemetry/WorkerLoad';
import { DeployedVersion } from './DeployedVersion';
import { Deployment } from './Deployment';
import { PredictionLog } from './PredictionLog';
import { ShadowQueue } from './ShadowQueue';

/** A request that has to be answered, and who answers it. */
export interface InferenceTask {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
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
  /** There once it was read. */
  infer?: InferRequest;
  /** There once its answer was given. */
  scored?: AnsweredRequest['scored'];
  /** There with it. */
  durations?: Durations;
  /** The status that it was refused with. */
  refused?: number;
}

export interface InferenceParts {
  readonly limits: Required<ModelServerLimits>;
  readonly observer: WindowObserver;
  readonly log: PredictionLog;
  readonly shadows: ShadowQueue;
  readonly load: WorkerLoad;
  /** Told what a failed run said, which clients aren't. */
  onRunError(version: DeployedVersion, error: Error): void;
}

/** Answers infer requests of known deployments, and has each answer observed and copied to the challengers. */
export class InferenceHandler {
  constructor(private readonly parts: InferenceParts) {}

  async handle(task: InferenceTask): Promise<void> {
    const { response, deployment, version, trial, arrival } = task;
    const progress: Progress = {
      predictionId: randomUUID(),
      time: Date.now(),
      bytes: 0,
      logged: false,
    };
    // A promotion while the body is on its way mustn't release the models under the request.
    deployment.hold();
    try {
      await this.answer(task, progress);
    } catch (error) {
      if (error instanceof ClientGoneError || response.destroyed) return;
      const refusal = this.toProtocolError(version, error as Error);
      progress.refused = refusal.status;
      answerError(response, refusal, version.headers);
    } finally {
      if (!trial && (progress.scored || progress.refused)) this.record(task, progress, arrival);
      deployment.letGo();
    }
  }

  private async answer(task: InferenceTask, progress: Progress): Promise<void> {
    const { request, response } = task;
    const { limits, load, shadows } = this.parts;
    const { body, headerLength } = await readInferBody(request, response, limits.maxBodyBytes);
    const received = performance.now();
    progress.bytes = body.length;
    if (load.underWay >= limits.maxConcurrentRequests) {
      load.refuse('busy');
      throw busy();
    }
    load.requestBegins();
    shadows.answerBegins();
    try {
      const infer = this.read(task, body, headerLength, progress);
      await this.score(task, infer, received, progress);
    } finally {
      shadows.answerEnds();
      load.requestEnds();
    }
  }

  private read(
    { deployment, version, trial }: InferenceTask,
    body: Buffer,
    headerLength: number | undefined,
    progress: Progress,
  ): InferRequest {
    const { json, binary } = parseInferBody(body, headerLength);
    const infer = decodeInferRequest(json, version.model.signature, this.parts.limits, binary);
    if (trial && (binary || infer.binaryOutputs)) {
      // Who makes trials shows the answer to a person.
      throw new ProtocolError(400, 'A trial has no binary data');
    }
    const eventTime = infer.parameters?.event_time;
    if (eventTime !== undefined) {
      progress.time = decodeEventTime(eventTime, deployment.allowEventTime, progress.time);
    }
    progress.infer = infer;
    return infer;
  }

  private async score(
    task: InferenceTask,
    infer: InferRequest,
    received: number,
    progress: Progress,
  ): Promise<void> {
    const { response, deployment, version, trial } = task;
    const { tensorOutputs } = version.model;
    const queued = performance.now();
    progress.logged = !trial && deployment.sampler.take(queued);
    const toRun = progress.logged ? tensorOutputs : version.outputsToRun(infer.outputs);
    const { outputs, started, ended, batchRows } = await this.run(task, infer, toRun, queued);
    if (response.destroyed) throw new ClientGoneError();
    if (batchRows !== undefined) version.statistics.execute(batchRows);
    const { predictionId } = progress;
    const answering = answerInfer(task, version, infer, outputs, trial ? undefined : predictionId);
    if (answering) await answering;
    progress.scored = { inputs: infer.inputs, outputs, rows: infer.rows };
    progress.durations = {
      queueMs: started - queued,
      inputMs: queued - received,
      inferMs: ended - started,
      outputMs: performance.now() - ended,
    };
  }

  private async run(
    { response, version }: InferenceTask,
    infer: InferRequest,
    outputs: readonly string[],
    queued: number,
  ): Promise<RunResult> {
    const latest = queued + this.parts.limits.maxQueueMs;
    const refusal = () => {
      if (response.destroyed) return new ClientGoneError();
      return performance.now() > latest ? busy() : undefined;
    };
    try {
      return await version.model.score({ ...infer, outputs, refusal });
    } catch (error) {
      if (error instanceof ClientGoneError) throw error;
      if (error instanceof ProtocolError) {
        this.parts.load.refuse('busy');
        throw error;
      }
      this.parts.onRunError(version, error as Error);
      throw new ProtocolError(500, 'The model failed on this request');
    }
  }

  private record(task: InferenceTask, progress: Progress, arrival: number): void {
    const { response, deployment, version } = task;
    const { predictionId, time, bytes, logged, infer, scored, durations, refused } = progress;
    const { observer, log, shadows } = this.parts;
    const latencyMs = performance.now() - arrival;
    const isFailure = refused !== undefined && refused >= 500;
    // First, since profiling can take longer than a client takes to ask for the statistics.
    if (scored) version.statistics.succeed(latencyMs, scored.rows, durations!, Date.now());
    else version.statistics.fail(latencyMs, isFailure);
    observer.observe(version.observed, { time, latencyMs, scored, isFailure });
    if (scored && logged) {
      const { name: deploymentName, observed, model } = version;
      log.add(
        {
          predictionId,
          deployment: deploymentName,
          version: version.version,
          role: observed.role,
          time,
          latencyMs,
          rows: scored.rows,
        },
        model.signature,
        scored.outputs,
      );
    }
    if (infer && deployment.challengers.length > 0) {
      const copied = { infer, time, bytes, predictionId: logged ? predictionId : undefined };
      shadows.copy(deployment.challengers, copied, response);
    }
  }

  private toProtocolError(version: DeployedVersion, error: Error): ProtocolError {
    if (error instanceof ProtocolError) return error;
    this.parts.onRunError(version, error);
    return new ProtocolError(500, 'The server failed on this request');
  }
}

function busy(): ProtocolError {
  return new ProtocolError(503, 'Too many requests wait for an answer; try again', {
    'retry-after': '1',
  });
}
