import { ServedRoute } from '../RoutingTable';
import { DeployedVersion } from './DeployedVersion';
import { PredictionSampler } from './PredictionLog';
import { splitPoint } from './splitPoint';

/** A route with its warm models, on one thread. Never changes: a new revision is a new one. */
export class Deployment {
  readonly name: string;
  readonly allowEventTime: boolean;
  /** Those that answer: the champion and, where there is one, the canary. */
  readonly answering: readonly DeployedVersion[];
  /** Which requests' predictions are handed over one by one. */
  readonly sampler: PredictionSampler;
  /** What of the inputs is handed over with predictions. */
  readonly keptInputs: readonly string[];
  private readonly canaryWeight: number;
  private holders = 1;

  /**
   * Is held by who makes it, and holds its versions' models, which the maker held for it.
   *
   * @param canary - there when the route has one
   */
  constructor(
    route: ServedRoute,
    readonly champion: DeployedVersion,
    readonly canary: DeployedVersion | undefined,
    readonly challengers: readonly DeployedVersion[],
  ) {
    this.name = route.deployment;
    this.allowEventTime = route.allowEventTime;
    this.answering = canary ? [champion, canary] : [champion];
    this.canaryWeight = route.canary?.weight ?? 0;
    this.keptInputs = route.keptInputs ?? [];
    this.sampler = new PredictionSampler(route.loggedRequestsPerSecond ?? 0);
  }

  /**
   * Who answers a request that asks for no version.
   *
   * @param routingKey - requests with the same key are answered by the same version, as long as the share of the canary
   *   stays as it is; with a larger one, keys go from the champion to the canary only. Without a key it is chance
   */
  choose(routingKey: string | undefined): DeployedVersion {
    if (!this.canary) return this.champion;
    const point = routingKey ? splitPoint(this.name, routingKey) : Math.random() * 100;
    return point < this.canaryWeight ? this.canary : this.champion;
  }

  /** Keeps the models loaded until it is let go, whatever is served by then. */
  hold(): void {
    this.holders++;
  }

  letGo(): void {
    if (--this.holders > 0) return;
    for (const { model } of [...this.answering, ...this.challengers]) model.letGo();
  }
}
