import { IncomingMessage, ServerResponse } from 'node:http';
import { answerError } from '../http/answer';
import { answerInfer } from '../http/answerInfer';
import { ClientGoneError } from '../http/readBody';
import { readInferBody } from '../http/readInferBody';
import { ModelServerLimits } from '../ModelServerOptions';
import { AnsweredRequest, WindowObserver } from '../observation/WindowObserver';
import { Tensor } from '../protocol/Datatype';
import { decodeEventTime } from '../protocol/decodeEventTime';
import { decodeInferRequest, InferRequest } from '../protocol/decodeInferRequest';
import { parseInferBody } from '../protocol/parseInferBody';
import { ProtocolError } from '../protocol/ProtocolError';
import { Durations } from '../statistics/VersionStatistics';
import { DeployedVersion } from './DeployedVersion';
import { Deployment } from './Deployment';
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
  /** Epoch milliseconds. */
  time: number;
  /** Bytes of the body. */
  bytes: number;
  /** There once it was read. */
  infer?: InferRequest;
  /** There once its answer was given. */
  scored?: AnsweredRequest['scored'];
  /** There with it. */
  durations?: Durations;
}

/** Answers infer requests of known deployments, and has each answer observed and copied to the challengers. */
export class InferenceHandler {
  constructor(
    private readonly limits: ModelServerLimits,
    private readonly observer: WindowObserver,
    private readonly shadows: ShadowQueue,
    /** Told what a failed run said, which clients aren't. */
    private readonly onRunError: (version: DeployedVersion, error: Error) => void,
  ) {}

  async handle(task: InferenceTask): Promise<void> {
    const { response, deployment, version, trial, arrival } = task;
    const progress: Progress = { time: Date.now(), bytes: 0 };
    // A promotion while the body is on its way mustn't release the models under the request.
    deployment.hold();
    try {
      const answered = await this.answerOrRefuse(task, progress);
      if (!answered || trial) return;
      const { time, bytes, infer, scored, durations } = progress;
      const latencyMs = performance.now() - arrival;
      // First, since profiling can take longer than a client takes to ask for the statistics.
      if (durations) version.statistics.succeed(latencyMs, scored!.rows, durations);
      else version.statistics.fail(latencyMs);
      this.observer.observe(version.observed, { time, latencyMs, scored });
      if (infer && deployment.challengers.length > 0) {
        this.shadows.copy(deployment.challengers, { infer, time, bytes }, response);
      }
    } finally {
      deployment.letGo();
    }
  }

  /** False when the client went away. */
  private async answerOrRefuse(task: InferenceTask, progress: Progress): Promise<boolean> {
    try {
      await this.answer(task, progress);
      return true;
    } catch (error) {
      if (error instanceof ClientGoneError || task.response.destroyed) return false;
      const refusal = this.toProtocolError(task.version, error as Error);
      answerError(task.response, refusal, task.version.headers);
      return true;
    }
  }

  private async answer(task: InferenceTask, progress: Progress): Promise<void> {
    const { request, response, deployment, version } = task;
    const { body, headerLength } = await readInferBody(request, response, this.limits.maxBodyBytes);
    const received = performance.now();
    const { json, binary } = parseInferBody(body, headerLength);
    const infer = decodeInferRequest(json, version.model.signature, this.limits, binary);
    if (task.trial && (binary || infer.binaryOutputs)) {
      // Who makes trials shows the answer to a person.
      throw new ProtocolError(400, 'A trial has no binary data');
    }
    const eventTime = infer.parameters?.event_time;
    if (eventTime !== undefined) {
      progress.time = decodeEventTime(eventTime, deployment.allowEventTime, progress.time);
    }
    progress.bytes = body.length;
    progress.infer = infer;
    this.shadows.answerBegins();
    try {
      const queued = performance.now();
      let started = queued;
      const outputs = await this.run(version, infer, () => {
        started = performance.now();
      });
      const ended = performance.now();
      if (response.destroyed) throw new ClientGoneError();
      const answered = selectOutputs(outputs, infer.outputs ?? version.model.tensorOutputs);
      await answerInfer(task, version, infer, answered);
      progress.scored = { inputs: infer.inputs, outputs, rows: infer.rows };
      progress.durations = {
        queueMs: started - queued,
        inputMs: queued - received,
        inferMs: ended - started,
        outputMs: performance.now() - ended,
      };
    } finally {
      this.shadows.answerEnds();
    }
  }

  private async run(
    version: DeployedVersion,
    infer: InferRequest,
    onStart: () => void,
  ): Promise<Map<string, Tensor>> {
    try {
      return await version.model.run(infer.inputs, version.outputsToRun(infer.outputs), onStart);
    } catch (error) {
      this.onRunError(version, error as Error);
      throw new ProtocolError(500, 'The model failed on this request');
    }
  }

  private toProtocolError(version: DeployedVersion, error: Error): ProtocolError {
    if (error instanceof ProtocolError) return error;
    this.onRunError(version, error);
    return new ProtocolError(500, 'The server failed on this request');
  }
}

/** The requested outputs in the request's order; without those that were run for the profile only. */
function selectOutputs(
  outputs: ReadonlyMap<string, Tensor>,
  names: readonly string[],
): ReadonlyMap<string, Tensor> {
  if (outputs.size === names.length) return outputs;
  return new Map(names.map(name => [name, outputs.get(name)!]));
}
