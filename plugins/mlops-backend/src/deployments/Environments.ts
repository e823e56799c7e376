import { ConflictError, InputError } from '@backstage/errors';
import type {
  BakeLimits,
  Environment,
  FollowedStage,
  Stage,
} from '@mlops-backstage/plugin-mlops-common';
import type { Role } from './Configuration';

/** A role, as sentences have it. */
export const IN_WORDS: Record<Role, string> = {
  champion: 'the champion',
  canary: 'the canary',
  challenger: 'a challenger',
};

/** Such as `None, Staging or Production`. */
function anyOf(stages: readonly string[]): string {
  const last = stages[stages.length - 1];
  return stages.length < 2 ? (last ?? 'no stage') : `${stages.slice(0, -1).join(', ')} or ${last}`;
}

const stagesFor = ({ stages, challengerStages }: Environment, role: Role): readonly Stage[] =>
  role === 'challenger' ? challengerStages : stages;

/** Where deployments may be, and which stages may serve there. */
export class Environments {
  /** @param environments - one or more; the first is where a deployment goes that names none */
  constructor(private readonly environments: readonly Environment[]) {}

  /** Where a deployment goes that names none. */
  get first(): string {
    return this.environments[0].name;
  }

  /** The environment of a new deployment. @throws `InputError` for one that isn't configured */
  choose(name: string = this.first): Environment {
    const environment = this.find(name);
    if (!environment) {
      throw new InputError(`There is no environment "${name}"; configured: ${this.names()}`);
    }
    return environment;
  }

  /**
   * The environment of a deployment that is to be changed.
   *
   * @throws `ConflictError` when it is no longer configured
   */
  require(deployment: string, name: string): Environment {
    const environment = this.find(name);
    if (!environment) {
      throw new ConflictError(
        `The environment ${name} of ${deployment} is no longer configured (there are ${this.names()}): it can be undeployed, nothing else`,
      );
    }
    return environment;
  }

  /** Whether the environment is configured and takes a stage in a role. */
  allows(name: string, role: Role, stage: Stage): boolean {
    const environment = this.find(name);
    return environment !== undefined && stagesFor(environment, role).includes(stage);
  }

  /** Why a version in a stage can't have a role in an environment, and what would make it possible. */
  refusal(name: string, { role, version, stage }: AskedRole): string {
    const others = this.environments.filter(one => stagesFor(one, role).includes(stage));
    const elsewhere = others.length > 0 && `serve it in ${anyOf(others.map(one => one.name))}`;
    const remedies = [this.find(name) && 'move it to another stage', elsewhere].filter(Boolean);
    const remedy = remedies.length > 0 ? `: ${remedies.join(', or ')}` : '';
    return `Version ${version} is in ${stage}, and ${this.rule(name, role)}${remedy}`;
  }

  /** What an environment asks of a role, such as `in production the champion has to be in Production`. */
  rule(name: string, role: Role): string {
    const environment = this.find(name);
    if (!environment) {
      return `the environment ${name} is no longer configured (there are ${this.names()})`;
    }
    const stages = stagesFor(environment, role);
    return stages.length === 0
      ? `in ${name} there can't be ${IN_WORDS[role]}`
      : `in ${name} ${IN_WORDS[role]} has to be in ${anyOf(stages)}`;
  }

  /**
   * Checks that an environment takes what enters a stage.
   *
   * @throws `InputError`
   */
  checkFollow(environment: Environment, follow: FollowedStage | null): void {
    if (follow && !environment.stages.includes(follow)) {
      throw new InputError(
        `A deployment in ${environment.name} can't follow ${follow}: versions have to be in ${anyOf(environment.stages)} to serve there`,
      );
    }
  }

  /** What versions have to keep to during their bake time there; undefined where nobody watches. */
  bakeLimitsOf(name: string): BakeLimits | undefined {
    return this.find(name)?.bakeLimits;
  }

  /** Whether it is configured. */
  has(name: string): boolean {
    return this.find(name) !== undefined;
  }

  private find(name: string): Environment | undefined {
    return this.environments.find(environment => environment.name === name);
  }

  private names(): string {
    return this.environments.map(({ name }) => name).join(', ');
  }
}

/** A version that is to have a role. */
export interface AskedRole {
  role: Role;
  version: number;
  stage: Stage;
}
