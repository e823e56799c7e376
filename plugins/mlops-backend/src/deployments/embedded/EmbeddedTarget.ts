import type { ModelServer, ServedRoute } from '@mlops-backstage/model-server';
import type { InferRequest } from '@mlops-backstage/plugin-mlops-common';
import type {
  DeploymentTarget,
  DesiredDeployment,
  InferAnswer,
  ObservedDeployment,
} from '@mlops-backstage/plugin-mlops-node';

/** Longer than the server's own limit, so that its answer, not ours, tells what happened. In milliseconds. */
const INFER_TIMEOUT_MS = 35_000;

/** Serves deployments from worker threads of this process, by ONNX Runtime. */
export class EmbeddedTarget implements DeploymentTarget {
  readonly id = 'embedded';
  readonly formats = ['onnx'];
  private generation = 0;
  private routes = new Map<string, ServedRoute>();

  /** @param urls - where programs reach the server, and where this process does, without a slash at the end */
  constructor(
    private readonly server: ModelServer,
    private readonly urls: { public: string; local: string },
  ) {}

  async reconcile(desired: readonly DesiredDeployment[]): Promise<ObservedDeployment[]> {
    const unavailable: ObservedDeployment[] = [];
    const routes = new Map<string, ServedRoute>();
    for (const one of desired) {
      try {
        routes.set(one.deployment, {
          deployment: one.deployment,
          revision: one.revision,
          version: String(one.version),
          artifactPath: await one.artifact.localPath(),
          digest: one.artifact.digest,
          profileSchema: one.profileSchema,
          allowEventTime: one.allowEventTime,
        });
      } catch (error) {
        unavailable.push({
          deployment: one.deployment,
          revision: one.revision,
          state: 'failed',
          message: `The artifact can't be read: ${(error as Error).message}`,
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
    const response = await fetch(`${this.urls.local}/v2/models/${deployment}/infer`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.server.trialHeaders },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(INFER_TIMEOUT_MS),
    });
    return { status: response.status, body: await response.json() };
  }
}
