import type {
  Deployment,
  Environment,
  FollowedStage,
  Version,
} from '@mlops-backstage/plugin-mlops-common';
import type { DeployDecision } from '../../queries/deployments';
import { EMBEDDED, EXTERNAL, isServedElsewhere } from '../shared/servedElsewhere';
import { formatShare } from './servedVersions';

const NAME = /^[a-z0-9]+([-_.][a-z0-9]+)*$/;
const LONGEST_NAME = 63;

/** What the deploy dialog holds while it is filled in. */
export interface DeployForm {
  /** The endpoint to change; undefined for a new one, which the next five are for. */
  deployment: string | undefined;
  name: string;
  target: typeof EMBEDDED | typeof EXTERNAL;
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
  const { deployment, name, target, environment, follow } = form;
  const version = form.version!;
  const reason = form.reason.trim();
  return deployment === undefined
    ? {
        kind: 'create',
        request: {
          name,
          model,
          version,
          target,
          environment,
          ...(follow && { follow }),
          // What is told of predictions made elsewhere has its time anyway.
          allowEventTime: form.allowEventTime && !isServedElsewhere(form),
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

/** The target to begin with: elsewhere where no version that may be meant can be served here. */
export function firstTarget(
  versions: readonly Version[],
  preset: number | undefined,
): DeployForm['target'] {
  const meant = versions.filter(({ version }) => preset === undefined || version === preset);
  return meant.length > 0 && meant.every(({ servable }) => !servable) ? EXTERNAL : EMBEDDED;
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
  { version, follow, target }: DeployForm,
  present: Deployment | undefined,
  environment: string | undefined,
): string | undefined {
  if (version === undefined) {
    return undefined;
  }
  if (present === undefined) {
    const where = environment === undefined ? '' : ` in ${environment}`;
    const then = follow ? ` A version that enters ${follow} will take its place.` : '';
    return isServedElsewhere({ target })
      ? `The portal will keep that version ${version} is served elsewhere${where}, and start nothing.${then}`
      : `A new endpoint${where} will serve version ${version}.${then}`;
  }
  const { name, version: champion, canary } = present;
  if (isServedElsewhere(present)) {
    return champion === version
      ? `${name} has version ${version} already: nothing will change.`
      : `The portal will keep that ${name} has version ${version}${champion === undefined ? '' : ` in place of version ${champion}`}: predictions that are told without a version count for it. Change it where it is served, too.`;
  }
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
