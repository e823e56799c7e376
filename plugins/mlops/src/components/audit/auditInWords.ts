import type { AuditEvent } from '@mlops-backstage/plugin-mlops-common';
import { formatCount } from '../../format/numbers';

type Words = Pick<AuditEvent, 'action' | 'outcome' | 'resource' | 'model' | 'before' | 'after'>;
type Phrase = (on: string, event: Words) => string;

/** `version 2 of flight-delay-risk`, `flight-delay-risk`, `the deployment flight-delay-risk`, `an alert of …`. */
export function resourceInWords({ resource: { kind, name }, model = name }: Words): string {
  switch (kind) {
    case 'deployment':
      return `the deployment ${name}`;
    case 'approval':
      return `a request for approval at ${model}`;
    case 'alert':
      return `an alert of ${model}`;
    case 'token':
      return `a token of ${model}`;
    case 'retraining-policy':
      return `the retraining policy ${name} of ${model}`;
    case 'retraining-run':
      return `a training of ${model}`;
    case 'registry':
      return 'the registry';
    default: {
      const [, of, version] = /^(.+)@(\d+)$/.exec(name) ?? [];
      return kind === 'version' && of ? `version ${version} of ${of}` : name;
    }
  }
}

/** A value that was written as a text or number; what is stored may be anything. */
function fieldOf(value: object | undefined, field: string): string | undefined {
  const found = (value as Record<string, unknown> | undefined)?.[field];
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
}

const alias = (event: Words) =>
  fieldOf(event.after, 'alias') ?? fieldOf(event.before, 'alias') ?? 'of some name';

function setAlias(on: string, event: Words): string {
  const from = fieldOf(event.before, 'version');
  const to = fieldOf(event.after, 'version');
  const versions = [from && `from version ${from}`, to && `to version ${to}`].filter(Boolean);
  return [`set the alias ${alias(event)} of ${on}`, ...versions].join(' ');
}

function deployed(on: string, event: Words): string {
  const version = fieldOf(event.after, 'version');
  return version ? `deployed version ${version} to ${on}` : `deployed to ${on}`;
}

function moved(on: string, event: Words): string {
  const from = fieldOf(event.before, 'stage');
  const to = fieldOf(event.after, 'stage');
  return [`moved ${on}`, from && `from ${from}`, to && `to ${to}`].filter(Boolean).join(' ');
}

/** `version 2 of risk to enter Production`: what a request for approval is about, as far as the event tells. */
function changeOf(event: Words): string {
  const told = { ...event.before, ...event.after };
  const version = fieldOf(told, 'version');
  const to = fieldOf(told, 'to');
  return version && to
    ? `version ${version} of ${event.model ?? 'a model'} to enter ${to}`
    : `a change at ${event.model ?? 'a model'}`;
}

const decided = (_: string, event: Words) =>
  fieldOf(event.after, 'decision') === 'reject'
    ? `rejected ${changeOf(event)}`
    : `approved ${changeOf(event)}`;

function raised(on: string, event: Words): string {
  const summary = fieldOf(event.after, 'summary');
  const words = summary ? `: ${summary}` : '';
  return event.before
    ? `brought ${on} up to date${words}`
    : `raised an alert at ${event.model ?? 'a model'}${words}`;
}

/** `the token “nightly batch” of the deployment risk-eu`. */
function token(event: Words): string {
  const told = { ...event.before, ...event.after };
  const name = fieldOf(told, 'name');
  const deployment = fieldOf(told, 'deployment');
  return [
    name ? `the token “${name}”` : 'a token',
    deployment ? `of the deployment ${deployment}` : `of ${event.model ?? 'a model'}`,
  ].join(' ');
}

function checkpoint(_: string, event: Words): string {
  const seq = fieldOf(event.after, 'seq');
  return `signed the end of the audit trail${seq ? ` at event ${seq}` : ''}`;
}

function retained(_: string, event: Words): string {
  const seq = fieldOf(event.after, 'startsAfter');
  return `removed old events of the audit trail${seq ? `, up to event ${seq}` : ''}`;
}

function resent(_: string, event: Words): string {
  const destination = fieldOf(event.after, 'destination');
  const what = fieldOf(event.after, 'message') ? 'a message that was' : 'messages that were';
  return `had ${what} given up sent again${destination ? ` to ${destination}` : ''}`;
}

/** What was done, by the `x-audit` of the operation in the contract. */
const DONE: Record<string, Phrase> = {
  'model.register': on => `registered ${on}`,
  'model.update': on => `changed ${on}`,
  'model.delete': on => `deleted ${on}`,
  'model.restore': on => `restored ${on}`,
  'model.purge': on => `removed ${on} for good`,
  'version.register': on => `registered ${on}`,
  'version.update': on => `changed ${on}`,
  'version.delete': on => `deleted ${on}`,
  'version.restore': on => `restored ${on}`,
  'version.purge': on => `removed ${on} for good`,
  'alias.set': setAlias,
  'alias.remove': (on, event) => `removed the alias ${alias(event)} of ${on}`,
  'card.write': on => `wrote the model card of ${on}`,
  'evaluation.add': (on, { after }) => {
    const name = fieldOf(after, 'name');
    return name ? `added the evaluation “${name}” to ${on}` : `added an evaluation to ${on}`;
  },
  'label.add': (on, { after }) => {
    const received = fieldOf(after, 'received');
    return received
      ? `told ${formatCount(Number(received))} labels of ${on}`
      : `told labels of ${on}`;
  },
  'prediction.ingest': (on, { after }) => {
    const added = fieldOf(after, 'added');
    return added
      ? `told ${formatCount(Number(added))} predictions of ${on}`
      : `told predictions of ${on}`;
  },
  'prediction.configure': on => `changed what is logged of ${on}`,
  'deployment.create': (on, event) => {
    const version = fieldOf(event.after, 'version');
    return version ? `created ${on} with version ${version}` : `created ${on}`;
  },
  'deployment.deploy': deployed,
  'deployment.undeploy': on => `undeployed ${on}`,
  'deployment.configure': on => `changed the settings of ${on}`,
  'deployment.challenge': on => `changed the challengers of ${on}`,
  'deployment.canary': on => `changed the canary of ${on}`,
  'deployment.rollback': on => `rolled ${on} back`,
  'deployment.promote': (on, event) => {
    const version = fieldOf(event.after, 'version');
    return `had ${on} follow its stage${version ? ` to version ${version}` : ''}`;
  },
  'deployment.archive': on => `took a version that left its stage out of ${on}`,
  'version.transition': moved,
  'gates.set': on => `set the gates of ${on}`,
  'approval.request': (_, event) => `asked for approval of ${changeOf(event)}`,
  'approval.decide': decided,
  'approval.withdraw': (_, { model }) => `withdrew a request for approval at ${model}`,
  'approval.expire': (_, event) => `let the request expire for ${changeOf(event)}`,
  'approval.void': (_, event) => `declared void the request for ${changeOf(event)}`,
  'approval.use': (_, event) => `used the approval of ${changeOf(event)}`,
  'alert.raise': raised,
  'alert.acknowledge': on => `acknowledged ${on}`,
  'alert.resolve': on => `resolved ${on}`,
  'alert.mute': on => `said that nobody is told of alerts of ${on}`,
  'alert.unmute': on => `said that alerts of ${on} are told again`,
  'alertrules.set': on => `set an alert rule of ${on}`,
  'alertrules.remove': on => `removed an alert rule of ${on}`,
  'token.create': (_, event) => `made ${token(event)}`,
  'token.limit': (_, event) => `changed the limits of ${token(event)}`,
  'token.revoke': (_, event) => `revoked ${token(event)}`,
  'retraining.create': on => `created ${on}`,
  'retraining.update': on => `changed ${on}`,
  'retraining.delete': on => `deleted ${on}`,
  'retraining.trigger': on => `started ${on}`,
  'retraining.due': on => `found ${on} due`,
  'retraining.skip': on => `skipped a firing of ${on}`,
  'retraining.submit': on => `handed ${on} over`,
  'retraining.run': on => `saw ${on} begin`,
  'retraining.report': on => `told how ${on} goes`,
  'retraining.deliver': (on, event) => {
    const version = fieldOf(event.after, 'version');
    return version ? `got version ${version} from ${on}` : `got a version from ${on}`;
  },
  'retraining.succeed': on => `saw ${on} succeed`,
  'retraining.fail': on => `saw ${on} fail`,
  'retraining.cancel': on => `asked for ${on} to be stopped`,
  'retraining.stop': on => `stopped ${on}`,
  'retraining.expire': on => `stopped ${on}, which took too long`,
  'retraining.conclude': (on, event) =>
    fieldOf(event.after, 'outcome') === 'done'
      ? `did what the policy says with the version of ${on}`
      : `left the version of ${on} as it is`,
  'audit.checkpoint': checkpoint,
  'audit.retain': retained,
  'message.resend': resent,
};

/** What was tried, by the permission that was lacking. */
const TRIED: Record<string, Phrase> = {
  'mlops.model.read': on => `read ${on}`,
  'mlops.model.create': on => `register ${on}`,
  'mlops.model.update': on => `change ${on}`,
  'mlops.model.delete': on => `delete or restore ${on}`,
  'mlops.version.create': on => `register a version of ${on}`,
  'mlops.version.update': on => `change a version of ${on}`,
  'mlops.version.delete': on => `delete or restore a version of ${on}`,
  'mlops.alias.update': on => `change an alias of ${on}`,
  'mlops.card.update': on => `write a model card of ${on}`,
  'mlops.version.evaluate': on => `add an evaluation or labels to ${on}`,
  'mlops.artifact.read': on => `download an artifact of ${on}`,
  'mlops.retraining.update': on => `change a retraining policy of ${on}`,
  'mlops.retraining.trigger': on => `start or stop a training of ${on}`,
  'mlops.deployment.deploy': on => `deploy ${on}`,
  'mlops.deployment.undeploy': on => `undeploy ${on}`,
  'mlops.deployment.infer': on => `ask ${on} for predictions`,
  'mlops.version.transition': on => `move a version of ${on} to another stage`,
  'mlops.gates.update': on => `set the gates of ${on}`,
  'mlops.approval.request': on => `ask for or withdraw an approval at ${on}`,
  'mlops.approval.decide': on => `decide on ${on}`,
  'mlops.alert.raise': on => `raise an alert at ${on}`,
  'mlops.alert.update': on => `deal with ${on}`,
  'mlops.alert-rules.update': on => `change the alert rules of ${on}`,
  'mlops.token.manage': on => `make, list, limit or revoke tokens of ${on}`,
  'mlops.token.search': () => 'find out which token a secret is',
  'mlops.permissions.review': on => `review who may do what with ${on}`,
  'mlops.model.audit': on => `read the audit trail of ${on}`,
  'mlops.audit.read': () => 'read the audit trail',
  'mlops.audit.checkpoint': () => 'sign the end of the audit trail',
  'mlops.message.read': () => 'see which messages were given up',
  'mlops.message.resend': () => 'have messages sent again',
};

/**
 * What happened, to be read behind the name of who did it: `registered version 2 of flight-delay-risk`. An action that
 * isn't known is shown as it is.
 */
export function auditInWords(event: Words): string {
  const { action, outcome } = event;
  const on = resourceInWords(event);
  if (outcome === 'denied') {
    return Object.hasOwn(TRIED, action)
      ? `tried to ${TRIED[action](on, event)}`
      : `tried ${action} on ${on}`;
  }
  return Object.hasOwn(DONE, action) ? DONE[action](on, event) : `${action} on ${on}`;
}
