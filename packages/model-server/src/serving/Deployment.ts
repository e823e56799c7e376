import { bindColumns } from '../observation/bindColumns';
import { ObservedVersion } from '../observation/WindowObserver';
import { ServedRoute } from '../RoutingTable';
import { LoadedModel } from '../runtime/LoadedModel';

/** A route with its warm model, on one thread. Never changes: a new revision is a new one. */
export class Deployment {
  readonly name: string;
  readonly version: string;
  /** Headers of every answer. */
  readonly headers: Readonly<Record<string, string>>;
  readonly observed: ObservedVersion;
  /** Names of profiled columns that the model has no tensor for. */
  readonly unboundColumns: readonly string[];

  /** @param model - held by the caller for this deployment, which lets it go when retired */
  constructor(
    readonly route: ServedRoute,
    readonly model: LoadedModel,
  ) {
    this.name = route.deployment;
    this.version = route.version;
    this.headers = { 'x-model-version': headerValue(route.version) };
    const profiled = route.profileSchema && bindColumns(route.profileSchema, model.signature);
    this.observed = new ObservedVersion(this.name, this.version, profiled);
    this.unboundColumns = profiled?.unbound ?? [];
  }

  /** The outputs to compute: those asked for and those profiled. */
  outputsToRun(requested: readonly string[]): readonly string[] {
    const profiled = this.observed.profiled?.outputs;
    if (!profiled || profiled.every(name => requested.includes(name))) return requested;
    return [...new Set([...requested, ...profiled])];
  }

  retire(): void {
    this.model.letGo();
  }
}

/** Header values are printable ASCII; any other version is percent encoded, as it is in the URL. */
function headerValue(version: string): string {
  return /^[\x20-\x7e]*$/.test(version) ? version : encodeURIComponent(version);
}
