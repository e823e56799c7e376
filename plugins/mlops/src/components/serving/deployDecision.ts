import type {
  Deployment,
  Environment,
  FollowedStage,
  Version,
} from '@mlops-backstage/plugin-mlops-common';
import type { DeployDecision } from '../../queries/deployments';
import { formatShare } from './servedVersions';

const NAME = /^[a-z0-9]+([-_.][a-z0-9]+)*$/;
const LONGEST_NAME = 63;

/** What the deploy dialog holds while it is filled in. */
export interface DeployForm {
  /** The endpoint to change; undefined for a new one, which the next four are for. */
  deployment: string | undefined;
  name: string;
  environment: string | undefined;
  follow: FollowedStage | undefined;
  allowEventTime: boolean;
  version: number | undefined;
  reason: string;
}

/** Why the form can't be sent yet. */
export function deployProblem(form: DeployForm): string | undefined {
  if (form.deployment === undefined) {
    if (!(NAME.test(form.name) && form.name.length <= LONGEST_NAME)) {
      return 'name';
    }
    if (form.environment === undefined) {
      return 'environment';
    }
  }
  if (form.version === undefined) {
    return 'version';
  }
  return form.reason.trim() === '' ? 'reason' : undefined;
}

/** What to send; the form has no problem. */
export function deployDecision(model: string, form: DeployForm): DeployDecision {
  const { deployment, name, environment, follow, allowEventTime } = form;
  const version = form.version!;
  const reason = form.reason.trim();
  return deployment === undefined
    ? {
        kind: 'create',
        request: {
          name,
          model,
          version,
          target: 'embedded',
          environment,
          ...(follow && { follow }),
          allowEventTime,
          reason,
        },
      }
    : { kind: 'change', deployment, version, reason };
}

/** A name for a new endpoint that no other one of the model has: the model's, else with the environment behind it. */
export function suggestedName(
  model: string,
  environment: string | undefined,
  taken: readonly string[],
): string {
  const names = environment === undefined ? [model] : [model, `${model}-${environment}`];
  return names.find(name => !taken.includes(name) && name.length <= LONGEST_NAME) ?? '';
}

/** The newest version that can be deployed; without one that can, none. */
export function firstDeployable(
  versions: readonly Version[],
  refusalOf: (version: Version) => string | undefined,
): number | undefined {
  return versions.find(version => refusalOf(version) === undefined)?.version;
}

/** The environment to begin with: where the person may deploy and a version can go, else where they may at all. */
export function firstEnvironment(
  environments: readonly Environment[],
  mayDeploy: (environment: Environment) => boolean,
  takesOne: (environment: Environment) => boolean,
): Environment | undefined {
  const allowed = environments.filter(mayDeploy);
  return allowed.find(takesOne) ?? allowed[0];
}

/** What will happen, before it does. */
export function deployConsequence(
  { version, follow }: DeployForm,
  present: Deployment | undefined,
  environment: string | undefined,
): string | undefined {
  if (version === undefined) {
    return undefined;
  }
  if (present === undefined) {
    const where = environment === undefined ? '' : ` in ${environment}`;
    const then = follow ? ` A version that enters ${follow} will take its place.` : '';
    return `A new endpoint${where} will serve version ${version}.${then}`;
  }
  const { name, version: champion, canary } = present;
  if (champion === undefined) {
    return `${name} will serve again, with version ${version}.`;
  }
  if (champion === version) {
    return `${name} serves version ${version} already: nothing will change.`;
  }
  return `${name} will serve version ${version} in place of version ${champion}. Requests under way finish on version ${champion}; none fails because of the change.${canaryConsequence(version, canary)}`;
}

function canaryConsequence(version: number, canary: Deployment['canary']): string {
  if (!canary) {
    return '';
  }
  return canary.version === version
    ? ' It is the canary now; there will be none.'
    : ` The canary v${canary.version} goes on with ${formatShare(canary.weight)}.`;
}
