import { RouteOutcome, ServedRoute } from '../RoutingTable';
import { Deployment } from './Deployment';
import { StatisticsMemory } from '../statistics/StatisticsLedger';
import { loadDeployment, ModelSource, VersionLoadError } from './loadDeployment';

/**
 * The deployments that a worker serves. A change is prepared, which takes as long as loading takes,
 * and then committed at once; requests under way keep the deployment that they began with.
 */
export class DeploymentTable {
  private current?: ReadonlyMap<string, Deployment>;
  private prepared: Deployment[] = [];

  /** @param worker - whose table it is, from 0 */
  constructor(private readonly worker: number) {}

  /** Whether a table was committed. */
  get ready(): boolean {
    return this.current !== undefined;
  }

  find(name: string): Deployment | undefined {
    return this.current?.get(name);
  }

  deployments(): Iterable<Deployment> {
    return this.current?.values() ?? [];
  }

  /**
   * Loads and warms every route's models and says which can be served.
   *
   * @param models - where they come from
   * @param statistics - what their versions count into
   */
  async prepare(
    routes: readonly ServedRoute[],
    models: ModelSource,
    statistics: StatisticsMemory,
  ): Promise<RouteOutcome[]> {
    this.dropPrepared();
    const outcomes: RouteOutcome[] = [];
    for (const route of routes) {
      const { deployment, revision } = route;
      try {
        this.prepared.push(await loadDeployment(route, models, statistics, this.worker));
        outcomes.push({ deployment, revision, state: 'ready' });
      } catch (error) {
        const { message } = error as Error;
        const version = error instanceof VersionLoadError ? error.version : undefined;
        outcomes.push({ deployment, revision, state: 'failed', version, message });
      }
    }
    return outcomes;
  }

  /**
   * Serves the prepared deployments from now on.
   *
   * @param ready - those of the prepared to serve; others were not ready on some other worker
   * @param kept - deployments that go on as they are
   * @returns the deployments that are new
   */
  commit(ready: readonly string[], kept: readonly string[]): Deployment[] {
    const old = this.current;
    const next = new Map<string, Deployment>();
    for (const name of kept) {
      const deployment = old?.get(name);
      if (deployment) next.set(name, deployment);
    }
    const added = this.prepared.filter(({ name }) => ready.includes(name));
    for (const deployment of added) next.set(deployment.name, deployment);
    this.prepared = this.prepared.filter(deployment => !added.includes(deployment));
    this.current = next;
    for (const deployment of old?.values() ?? []) {
      if (next.get(deployment.name) !== deployment) deployment.letGo();
    }
    this.dropPrepared();
    return added;
  }

  /** Lets all models go. */
  close(): void {
    this.dropPrepared();
    for (const deployment of this.current?.values() ?? []) deployment.letGo();
    this.current = new Map();
  }

  private dropPrepared(): void {
    for (const deployment of this.prepared) deployment.letGo();
    this.prepared = [];
  }
}
