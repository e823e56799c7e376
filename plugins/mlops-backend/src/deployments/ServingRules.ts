import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { ArtifactFormat, Stage } from '@mlops-backstage/plugin-mlops-common';
import type { DeploymentTarget } from '@mlops-backstage/plugin-mlops-node';
import type { Knex } from 'knex';
import { assignmentsOf, EMPTY } from './Configuration';
import type { Assignment, Configuration, Role } from './Configuration';
import type { Environments } from './Environments';

/** What decides whether a version may serve. */
export interface DeployableVersion {
  stage: Stage;
  format: ArtifactFormat;
  /** Whether the registry has the artifact. */
  stored: boolean;
}

/** Finds versions that aren't deleted, handed in by the area that owns them. */
export interface DeployableVersions {
  findVersion(modelId: string, version: number, db?: Knex): Promise<DeployableVersion | undefined>;
}

/** Where a configuration is to serve. */
export interface Place {
  name: string;
  model_id: string;
  model: string;
  environment: string;
  target: string;
}

/** The stages of versions as they were when somebody was allowed to have them serve. */
export type AuthorizedStages = ReadonlyMap<number, Stage>;

const isSame = (a: Assignment, b: Assignment) => a.role === b.role && a.version === b.version;

/** What a deployment may serve. */
export class ServingRules {
  constructor(
    private readonly targets: ReadonlyMap<string, DeploymentTarget>,
    private readonly environments: Environments,
    private readonly versions: DeployableVersions,
  ) {}

  /**
   * Checks what is to serve, in the transaction that changes it, which holds the model's lock: no version is deleted nor
   * moved to another stage until it ends.
   *
   * @param present - what serves now in the same role isn't checked again
   * @throws `NotFoundError` for a version that isn't there, `InputError` for what the target doesn't take and a stage that
   * can't be followed there, `ConflictError` for versions that have two roles or whose stage the environment doesn't take
   */
  async check(
    transaction: Knex.Transaction,
    place: Place,
    configuration: Configuration,
    options: { present?: Configuration; stages?: AuthorizedStages } = {},
  ): Promise<void> {
    const environment = this.environments.require(place.name, place.environment);
    const assignments = assignmentsOf(configuration);
    if (configuration.follow !== options.present?.follow) {
      this.environments.checkFollow(environment, configuration.follow);
    }
    checkRoles(place.name, configuration);
    this.checkTarget(place.target, assignments);
    const serving = assignmentsOf(options.present ?? EMPTY);
    for (const assignment of assignments.filter(one => !serving.some(old => isSame(one, old)))) {
      const { role, version } = assignment;
      const found = await this.versions.findVersion(place.model_id, version, transaction);
      if (!found) {
        throw new NotFoundError(`The model ${place.model} has no version ${version}`);
      }
      this.checkFormat(place.target, version, found);
      const authorized = options.stages?.get(version);
      if (authorized && authorized !== found.stage) {
        throw new ConflictError(
          `Version ${version} went from ${authorized} to ${found.stage} meanwhile: look again`,
        );
      }
      if (!this.environments.allows(environment.name, role, found.stage)) {
        throw new ConflictError(
          this.environments.refusal(environment.name, { role, version, stage: found.stage }),
        );
      }
    }
  }

  /** Why a target doesn't take a version; undefined when it does. */
  formatRefusal(target: string, version: number, found: DeployableVersion): string | undefined {
    const { formats, servesElsewhere } = this.targets.get(target) ?? {};
    if (!formats) {
      return this.noTarget(target);
    }
    if (servesElsewhere) {
      return undefined;
    }
    if (found.stored && formats.includes(found.format)) {
      return undefined;
    }
    return `The target "${target}" serves ${formats.join(', ')} from the registry, but version ${version} is ${
      found.stored ? '' : 'kept elsewhere, as '
    }${found.format}`;
  }

  private noTarget(id: string): string {
    return `There is no deployment target "${id}"; installed: ${[...this.targets.keys()].join(', ')}`;
  }

  private checkFormat(target: string, version: number, found: DeployableVersion): void {
    const refusal = this.formatRefusal(target, version, found);
    if (refusal !== undefined) {
      throw new InputError(refusal);
    }
  }

  private checkTarget(id: string, assignments: Assignment[]): void {
    const target = this.targets.get(id);
    if (!target) {
      throw new InputError(this.noTarget(id));
    }
    const has = (role: Role) => assignments.some(one => one.role === role);
    if (has('canary') && !target.capabilities?.canary) {
      throw new InputError(`The target "${id}" can't serve a canary`);
    }
    if (has('challenger') && !target.capabilities?.challengers) {
      throw new InputError(`The target "${id}" can't serve challengers`);
    }
  }
}

/** @throws `ConflictError` unless there is a champion beside canary and challengers, and every version has one role */
function checkRoles(name: string, configuration: Configuration): void {
  const { version, canary, challengers } = configuration;
  if (version === null) {
    if (canary || challengers.length > 0) {
      throw new ConflictError(`${name} serves nothing: deploy a version first`);
    }
    return;
  }
  if (canary?.version === version) {
    throw new ConflictError(`Version ${version} is the champion of ${name}, so it can't be canary`);
  }
  if (challengers.includes(version)) {
    throw new ConflictError(
      `Version ${version} is the champion of ${name}, so it can't be a challenger`,
    );
  }
  if (canary && challengers.includes(canary.version)) {
    throw new ConflictError(
      `Version ${canary.version} can't be canary and challenger of ${name} at once: take it from the one to make it the other`,
    );
  }
}
