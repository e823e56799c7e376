import type { Deployment } from '@mlops-backstage/plugin-mlops-common';
import type { DeployDecision } from '../../queries/deployments';

const NAME = /^[a-z0-9]+([-_.][a-z0-9]+)*$/;
const LONGEST_NAME = 63;

/** What the deploy dialog holds while it is filled in. */
export interface DeployForm {
  /** The endpoint to change; undefined for a new one, which `name` names. */
  deployment: string | undefined;
  name: string;
  version: number;
  allowEventTime: boolean;
  reason: string;
}

/** Why the form can't be sent yet. */
export function deployProblem(form: DeployForm): string | undefined {
  if (
    form.deployment === undefined &&
    !(NAME.test(form.name) && form.name.length <= LONGEST_NAME)
  ) {
    return 'name';
  }
  return form.reason.trim() === '' ? 'reason' : undefined;
}

export function deployDecision(model: string, form: DeployForm): DeployDecision {
  const { deployment, name, version, allowEventTime } = form;
  const reason = form.reason.trim();
  return deployment === undefined
    ? {
        kind: 'create',
        request: { name, model, version, target: 'embedded', allowEventTime, reason },
      }
    : { kind: 'change', deployment, version, reason };
}

/** What will happen, before it does. */
export function deployConsequence(form: DeployForm, present: Deployment | undefined): string {
  if (present === undefined) {
    return `A new endpoint will serve version ${form.version}.`;
  }
  if (present.version === undefined) {
    return `${present.name} will serve again, with version ${form.version}.`;
  }
  return present.version === form.version
    ? `${present.name} serves version ${form.version} already: nothing will change.`
    : `${present.name} will serve version ${form.version} in place of version ${present.version}. Requests under way finish on version ${present.version}; none fails because of the change.`;
}
