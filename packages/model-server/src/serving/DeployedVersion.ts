import { bindColumns } from '../observation/bindColumns';
import { ObservedVersion } from '../observation/WindowObserver';
import { ServedVersion, ServingRole } from '../RoutingTable';
import { ServedModel } from '../runtime/ServedModel';
import { VersionStatistics } from '../statistics/VersionStatistics';

/** A version of a deployment in its role, with its warm model, on one thread. */
export class DeployedVersion {
  /** Of the deployment, as answers have it. */
  readonly name: string;
  readonly version: string;
  /** Headers of every answer, names and values in turn. */
  readonly headers: readonly string[];
  readonly observed: ObservedVersion;
  /** Names of profiled columns that the model has no tensor for. */
  readonly unboundColumns: readonly string[];

  /** @param model - held by the caller for the deployment that this is part of */
  constructor(
    deployment: string,
    { version, profileSchema }: ServedVersion,
    role: ServingRole,
    readonly model: ServedModel,
    readonly statistics: VersionStatistics,
  ) {
    this.name = deployment;
    this.version = version;
    this.headers = ['x-model-version', headerValue(version)];
    const profiled = profileSchema && bindColumns(profileSchema, model.signature);
    this.observed = new ObservedVersion(deployment, version, role, profiled);
    this.unboundColumns = profiled?.unbound ?? [];
  }

  /** The outputs to compute: those asked for, all where none are, and those profiled. */
  outputsToRun(requested: readonly string[] = this.model.tensorOutputs): readonly string[] {
    const profiled = this.observed.profiled?.outputs;
    if (!profiled || profiled.every(name => requested.includes(name))) return requested;
    return [...new Set([...requested, ...profiled])];
  }
}

/** Header values are printable ASCII; any other version is percent encoded, as it is in the URL. */
function headerValue(version: string): string {
  return /^[\x20-\x7e]*$/.test(version) ? version : encodeURIComponent(version);
}
