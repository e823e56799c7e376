import { quote } from '../protocol/ProtocolError';
import { ServedRoute, ServedVersion, ServingRole } from '../RoutingTable';
import { ServedModel } from '../runtime/ServedModel';
import { StatisticsMemory, statisticsKey } from '../statistics/StatisticsLedger';
import { VersionStatistics } from '../statistics/VersionStatistics';
import { DeployedVersion } from './DeployedVersion';
import { Deployment } from './Deployment';

/** A version of a route can't be served. */
export class VersionLoadError extends Error {
  override readonly name = 'VersionLoadError';

  constructor(
    readonly version: string,
    role: ServingRole,
    { message }: Error,
  ) {
    super(`Version ${version} (${role}): ${message}`);
  }
}

/** Where warm models come from. */
export interface ModelSource {
  /**
   * A warm model, held for the caller.
   *
   * @throws ModelLoadError
   */
  open(artifact: ServedVersion): Promise<ServedModel>;
}

/**
 * Loads and warms the models of all of a route's versions.
 *
 * @param statistics - memory for the counters of all of them
 * @param worker - whose place in it to count in
 * @throws VersionLoadError when one can't be loaded
 * @throws RangeError when the route is none: a version in two roles, a weight that leaves one side nothing
 */
export async function loadDeployment(
  route: ServedRoute,
  models: ModelSource,
  statistics: StatisticsMemory,
  worker: number,
): Promise<Deployment> {
  checkRoute(route);
  const loaded: DeployedVersion[] = [];
  const load = async (role: ServingRole, served: ServedVersion): Promise<DeployedVersion> => {
    const memory = statistics.get(statisticsKey(route.deployment, served.version))!;
    const counters = new VersionStatistics(memory, worker);
    const version = await loadVersion(route.deployment, served, role, models, counters);
    loaded.push(version);
    return version;
  };
  try {
    const champion = await load('champion', route.champion);
    const canary = route.canary && (await load('canary', route.canary));
    const challengers: DeployedVersion[] = [];
    for (const challenger of route.challengers) {
      challengers.push(await load('challenger', challenger));
    }
    return new Deployment(route, champion, canary, challengers);
  } catch (error) {
    for (const { model } of loaded) model.letGo();
    throw error;
  }
}

async function loadVersion(
  deployment: string,
  served: ServedVersion,
  role: ServingRole,
  models: ModelSource,
  statistics: VersionStatistics,
): Promise<DeployedVersion> {
  try {
    const model = await models.open(served);
    try {
      return new DeployedVersion(deployment, served, role, model, statistics);
    } catch (error) {
      model.letGo();
      throw error;
    }
  } catch (error) {
    throw new VersionLoadError(served.version, role, error as Error);
  }
}

function checkRoute({ champion, canary, challengers }: ServedRoute): void {
  const versions = [champion, ...(canary ? [canary] : []), ...challengers].map(one => one.version);
  const twice = versions.find((version, i) => versions.indexOf(version) < i);
  if (twice !== undefined) throw new RangeError(`Version ${quote(twice)} has two roles`);
  if (canary && !(canary.weight > 0 && canary.weight < 100)) {
    throw new RangeError(
      `The canary's weight must be above 0 and below 100 percent, got ${quote(canary.weight)}`,
    );
  }
}
