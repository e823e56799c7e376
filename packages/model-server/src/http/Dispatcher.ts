import { TokenBudget } from '../authentication/TokenBudget';
import { TokenGate } from '../authentication/TokenGate';
import { ProtocolError } from '../protocol/ProtocolError';
import { Deployment } from '../serving/Deployment';
import { DeployedVersion } from '../serving/DeployedVersion';
import { DeploymentTable } from '../serving/DeploymentTable';
import { InferenceHandler } from '../serving/InferenceHandler';
import { isTrial } from '../serving/trial';
import { WorkerLoad } from '../telemetry/WorkerLoad';
import { answerError, answerJson } from './answer';
import { describeModel, describeServer } from './describe';
import { describeRepository } from './describeRepository';
import { Exchange } from './Exchange';
import { findDeployment, findVersion } from './findDeployment';
import { parseTarget, Target } from './parseTarget';

/** Requests with the same value are answered by the same version while a canary is on. */
const ROUTING_KEY_HEADER = 'x-routing-key';

export interface DispatcherParts {
  readonly table: DeploymentTable;
  readonly inference: InferenceHandler;
  /** Absent when everybody may ask. */
  readonly gate?: TokenGate;
  readonly load: WorkerLoad;
  readonly trialToken: string;
}

/** Answers requests of the Open Inference Protocol, or has the model answer them. */
export class Dispatcher {
  /** Of the last request, which the next one often has, too. */
  private url = '/v2';
  private target: Target = { kind: 'server' };

  constructor(private readonly parts: DispatcherParts) {}

  /** @param arrival - `performance.now()` when the request's headers were complete */
  take(exchange: Exchange, arrival: number): void {
    const { load } = this.parts;
    try {
      this.dispatch(exchange, arrival);
    } catch (error) {
      const refusal = error as ProtocolError;
      if (refusal.status === 429) load.refuse('limit');
      else if (refusal.status === 401 || refusal.status === 403) load.refuse('token');
      answerError(exchange, refusal);
    }
  }

  /** Whatever is wrong is thrown before the body is read. */
  private dispatch(exchange: Exchange, arrival: number): void {
    const { table, inference, gate, trialToken } = this.parts;
    const { headers } = exchange;
    const target = this.targetOf(exchange.url);
    checkMethod(exchange, target);
    const trial = isTrial(headers, trialToken);
    if (target.kind === 'repositoryIndex') {
      const only = trial ? undefined : gate?.identify(headers).deployment;
      answerJson(exchange, describeRepository(table, only));
      return;
    }
    if (!('deployment' in target)) {
      answerJson(exchange, describeServer(table, target));
      return;
    }
    const budget = trial ? undefined : gate?.check(headers, target.deployment);
    if (target.kind !== 'infer') {
      answerJson(exchange, describeModel(table, target));
      return;
    }
    const deployment = findDeployment(table, target.deployment);
    const version = chooseVersion(deployment, target.version, exchange);
    if (budget) useBudget(budget, exchange);
    inference
      .handle({ exchange, deployment, version, trial, arrival })
      .catch(() => exchange.abandon());
  }

  private targetOf(url: string): Target {
    if (url !== this.url) {
      this.target = parseTarget(url);
      this.url = url;
    }
    return this.target;
  }
}

function checkMethod({ method }: Exchange, { kind }: Target): void {
  if (kind === 'infer' || kind === 'repositoryIndex') {
    if (method !== 'POST') throw new ProtocolError(405, 'Use POST', { allow: 'POST' });
  } else if (method !== 'GET' && method !== 'HEAD') {
    throw new ProtocolError(405, 'Use GET', { allow: 'GET, HEAD' });
  }
}

/** @throws ProtocolError 429 when there is nothing left */
function useBudget(budget: TokenBudget, exchange: Exchange): void {
  const waitMs = budget.enter(Date.now());
  if (waitMs > 0) {
    throw new ProtocolError(429, 'The endpoint token has reached its limit; try again later', {
      'retry-after': String(Math.ceil(waitMs / 1000)),
    });
  }
  exchange.onceClosed(() => budget.leave());
}

function chooseVersion(
  deployment: Deployment,
  requested: string | undefined,
  { headers }: Exchange,
): DeployedVersion {
  if (requested !== undefined) return findVersion(deployment, requested);
  return deployment.choose(headers[ROUTING_KEY_HEADER] as string | undefined);
}
