import { context, propagation } from '@opentelemetry/api';
import type { ModelServer, ServedRoute, ServedVersion } from '@mlops-backstage/model-server';
import type { InferRequest } from '@mlops-backstage/plugin-mlops-common';
import type {
  DeploymentTarget,
  DesiredDeployment,
  DesiredVersion,
  InferAnswer,
  ObservedDeployment,
} from '@mlops-backstage/plugin-mlops-node';

/** Longer than the server's own limit, so that its answer, not ours, tells what happened. In milliseconds. */
const INFER_TIMEOUT_MS = 35_000;

/** Serves deployments from worker threads of this process, by ONNX Runtime. */
export class EmbeddedTarget implements DeploymentTarget {
  readonly id = 'embedded';
  readonly formats = ['onnx'];
  readonly capabilities = { canary: true, challengers: true, tokens: true, extensions: true };
  private generation = 0;
  private routes = new Map<string, ServedRoute>();

  /**
   * @param urls - where programs reach the server, and where this process does, without a slash at the end
   * @param needsToken - whether the server lets in nobody without a token
   */
  constructor(
    private readonly server: ModelServer,
    private readonly urls: { public: string; local: string },
    readonly needsToken: boolean,
  ) {}

  async reconcile(desired: readonly DesiredDeployment[]): Promise<ObservedDeployment[]> {
    const unavailable: ObservedDeployment[] = [];
    const routes = new Map<string, ServedRoute>();
    for (const one of desired) {
      try {
        routes.set(one.deployment, await toRoute(one));
      } catch (error) {
        unavailable.push({
          deployment: one.deployment,
          revision: one.revision,
          state: 'failed',
          message: (error as Error).message,
        });
        // What was served under this name goes on being served.
        const previous = this.routes.get(one.deployment);
        if (previous) {
          routes.set(one.deployment, previous);
        }
      }
    }
    this.generation += 1;
    const outcomes = await this.server.apply({
      generation: this.generation,
      routes: [...routes.values()],
    });
    const failed = new Set(outcomes.filter(o => o.state === 'failed').map(o => o.deployment));
    // The server goes on with what it served before of a route that failed.
    for (const name of failed) {
      const previous = this.routes.get(name);
      if (previous) {
        routes.set(name, previous);
      } else {
        routes.delete(name);
      }
    }
    this.routes = routes;
    const missing = new Set(unavailable.map(one => one.deployment));
    return [
      ...unavailable,
      ...outcomes
        .filter(outcome => !missing.has(outcome.deployment))
        .map(({ deployment, revision, state, message }) => ({
          deployment,
          revision,
          state: state === 'ready' ? ('online' as const) : ('failed' as const),
          message,
        })),
    ];
  }

  inferUrl(deployment: string): string {
    return `${this.urls.public}/v2/models/${deployment}/infer`;
  }

  async infer(deployment: string, request: InferRequest): Promise<InferAnswer> {
    const headers = { 'content-type': 'application/json', ...this.server.trialHeaders };
    // The trace of who tries it out goes on in the data plane.
    propagation.inject(context.active(), headers);
    const response = await fetch(`${this.urls.local}/v2/models/${deployment}/infer`, {
      method: 'POST',
      headers,
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(INFER_TIMEOUT_MS),
    });
    return { status: response.status, body: await response.json() };
  }
}

/** @throws `Error` with the version, when its artifact can't be read */
async function toRoute(desired: DesiredDeployment): Promise<ServedRoute> {
  const { deployment, revision, champion, canary, challengers, allowEventTime } = desired;
  const { loggedRequestsPerSecond = 0, keptInputs = [] } = desired;
  return {
    deployment,
    revision,
    champion: await toServed(champion),
    ...(canary && { canary: { ...(await toServed(canary)), weight: canary.weight } }),
    challengers: await Promise.all(challengers.map(toServed)),
    ...(loggedRequestsPerSecond > 0 && { loggedRequestsPerSecond }),
    ...(keptInputs.length > 0 && { keptInputs }),
    allowEventTime,
  };
}

async function toServed({
  version,
  artifact,
  profileSchema,
}: DesiredVersion): Promise<ServedVersion> {
  try {
    return {
      version: String(version),
      artifactPath: await artifact.localPath(),
      digest: artifact.digest,
      profileSchema,
    };
  } catch (error) {
    throw new Error(
      `The artifact of version ${version} can't be read: ${(error as Error).message}`,
      { cause: error },
    );
  }
}
