import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { TokenBudget } from '../authentication/TokenBudget';
import { TokenGate } from '../authentication/TokenGate';
import { ProtocolError } from '../protocol/ProtocolError';
import { Deployment } from '../serving/Deployment';
import { DeployedVersion } from '../serving/DeployedVersion';
import { DeploymentTable } from '../serving/DeploymentTable';
import { InferenceHandler } from '../serving/InferenceHandler';
import { isTrial } from '../serving/trial';
import { WorkerLoad } from '../telemetry/WorkerLoad';
import { answer, answerError } from './answer';
import { answerBrokenRequest } from './answerBrokenRequest';
import { describeModel, describeServer } from './describe';
import { describeRepository } from './describeRepository';
import { findDeployment, findVersion } from './findDeployment';
import { parseTarget, Target } from './parseTarget';

/** Longer than the idle times of common proxies and client pools, so that they close first. */
const KEEP_ALIVE_MS = 75_000;

/** Requests with the same value are answered by the same version while a canary is on. */
const ROUTING_KEY_HEADER = 'x-routing-key';

export interface ListenerParts {
  readonly table: DeploymentTable;
  readonly inference: InferenceHandler;
  /** Absent when everybody may ask. */
  readonly gate?: TokenGate;
  readonly load: WorkerLoad;
  readonly trialToken: string;
  readonly requestTimeoutMs: number;
}

/** A worker's HTTP server of the Open Inference Protocol, not yet listening. */
export function createListener(parts: ListenerParts): Server {
  const { table, inference, gate, load, trialToken, requestTimeoutMs } = parts;

  /** Whatever is wrong is thrown before the body is read. */
  const dispatch = (request: IncomingMessage, response: ServerResponse, arrival: number): void => {
    const target = parseTarget(request.url!);
    checkMethod(request, target);
    const trial = isTrial(request, trialToken);
    if (target.kind === 'repositoryIndex') {
      const only = trial ? undefined : gate?.identify(request.headers).deployment;
      answer(response, 200, describeRepository(table, only));
      return;
    }
    if (!('deployment' in target)) {
      answer(response, 200, describeServer(table, target));
      return;
    }
    const budget = trial ? undefined : gate?.check(request.headers, target.deployment);
    if (target.kind !== 'infer') {
      answer(response, 200, describeModel(table, target));
      return;
    }
    const deployment = findDeployment(table, target.deployment);
    const version = chooseVersion(deployment, target.version, request);
    if (budget) useBudget(budget, response);
    inference
      .handle({ request, response, deployment, version, trial, arrival })
      .catch(() => response.destroy());
  };
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    const arrival = performance.now();
    try {
      dispatch(request, response, arrival);
    } catch (error) {
      const refusal = error as ProtocolError;
      if (refusal.status === 429) load.refuse('limit');
      else if (refusal.status === 401 || refusal.status === 403) load.refuse('token');
      answerError(response, refusal);
    }
  };
  const server = createServer({
    requestTimeout: requestTimeoutMs,
    headersTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(requestTimeoutMs, 1000),
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
  server.on('request', onRequest);
  // Otherwise Node asks for the body before its announced length and the token were looked at. It ends the connection
  // after an answer that comes without having asked: what the client sends next may be that body or another request.
  server.on('checkContinue', onRequest);
  server.on('clientError', answerBrokenRequest);
  return server;
}

function checkMethod({ method }: IncomingMessage, { kind }: Target): void {
  if (kind === 'infer' || kind === 'repositoryIndex') {
    if (method !== 'POST') throw new ProtocolError(405, 'Use POST', { allow: 'POST' });
  } else if (method !== 'GET' && method !== 'HEAD') {
    throw new ProtocolError(405, 'Use GET', { allow: 'GET, HEAD' });
  }
}

/** @throws ProtocolError 429 when there is nothing left */
function useBudget(budget: TokenBudget, response: ServerResponse): void {
  const waitMs = budget.enter(Date.now());
  if (waitMs > 0) {
    throw new ProtocolError(429, 'The endpoint token has reached its limit; try again later', {
      'retry-after': String(Math.ceil(waitMs / 1000)),
    });
  }
  response.once('close', () => budget.leave());
}

function chooseVersion(
  deployment: Deployment,
  requested: string | undefined,
  { headers }: IncomingMessage,
): DeployedVersion {
  if (requested !== undefined) return findVersion(deployment, requested);
  return deployment.choose(headers[ROUTING_KEY_HEADER] as string | undefined);
}
