import { IncomingMessage, ServerResponse } from 'node:http';
import { answer, answerError } from '../http/answer';
import { ClientGoneError, readJson } from '../http/readJson';
import { ModelServerLimits } from '../ModelServerOptions';
import { AnsweredRequest, WindowObserver } from '../observation/WindowObserver';
import { Tensor } from '../protocol/Datatype';
import { decodeEventTime } from '../protocol/decodeEventTime';
import { decodeInferRequest, InferRequest } from '../protocol/decodeInferRequest';
import { encodeInferResponse } from '../protocol/encodeInferResponse';
import { ProtocolError } from '../protocol/ProtocolError';
import { Deployment } from './Deployment';
import { isTrial } from './trial';

/** Answers infer requests of known deployments, and has each answer observed. */
export class InferenceHandler {
  constructor(
    private readonly limits: ModelServerLimits,
    private readonly observer: WindowObserver,
    /** Who sends it along tries the model out: the request is answered, but no part of the traffic. */
    private readonly trialToken: string,
    /** Told what a failed run said, which clients aren't. */
    private readonly onRunError: (deployment: Deployment, error: Error) => void,
  ) {}

  /** @param arrival - `performance.now()` when the request's headers were complete */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    deployment: Deployment,
    arrival: number,
  ): Promise<void> {
    let time = Date.now();
    let scored: AnsweredRequest['scored'];
    // A promotion while the body is on its way mustn't release the model under the request.
    deployment.model.hold();
    try {
      const body = await readJson(request, response, this.limits.maxBodyBytes);
      const infer = decodeInferRequest(body, deployment.model.signature, this.limits);
      const eventTime = infer.parameters?.event_time;
      if (eventTime !== undefined) {
        time = decodeEventTime(eventTime, deployment.route.allowEventTime, time);
      }
      const outputs = await this.run(deployment, infer);
      if (response.destroyed) return;
      const answered = selectOutputs(outputs, infer.outputs ?? deployment.model.tensorOutputs);
      const json = encodeInferResponse(deployment, infer.id, answered);
      answer(response, 200, json, deployment.headers);
      scored = { inputs: infer.inputs, outputs, rows: infer.rows };
    } catch (error) {
      if (error instanceof ClientGoneError || response.destroyed) return;
      answerError(response, this.toProtocolError(deployment, error as Error));
    } finally {
      deployment.model.letGo();
    }
    if (isTrial(request, this.trialToken)) return;
    const latencyMs = performance.now() - arrival;
    this.observer.observe(deployment.observed, { time, latencyMs, scored });
  }

  private async run(deployment: Deployment, infer: InferRequest): Promise<Map<string, Tensor>> {
    const requested = infer.outputs ?? deployment.model.tensorOutputs;
    try {
      return await deployment.model.run(infer.inputs, deployment.outputsToRun(requested));
    } catch (error) {
      this.onRunError(deployment, error as Error);
      throw new ProtocolError(500, 'The model failed on this request');
    }
  }

  private toProtocolError(deployment: Deployment, error: Error): ProtocolError {
    if (error instanceof ProtocolError) return error;
    this.onRunError(deployment, error);
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
