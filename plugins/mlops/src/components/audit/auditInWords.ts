import type { AuditEvent } from '@mlops-backstage/plugin-mlops-common';

type Words = Pick<AuditEvent, 'action' | 'outcome' | 'resource' | 'model' | 'before' | 'after'>;
type Phrase = (on: string, event: Words) => string;

/** `version 2 of flight-delay-risk`, `flight-delay-risk`, `the deployment flight-delay-risk`. */
export function resourceInWords({ kind, name }: AuditEvent['resource']): string {
  if (kind === 'deployment') {
    return `the deployment ${name}`;
  }
  const [, model, version] = /^(.+)@(\d+)$/.exec(name) ?? [];
  return kind === 'version' && model ? `version ${version} of ${model}` : name;
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
  'deployment.create': (on, event) => {
    const version = fieldOf(event.after, 'version');
    return version ? `created ${on} with version ${version}` : `created ${on}`;
  },
  'deployment.deploy': deployed,
  'deployment.undeploy': on => `undeployed ${on}`,
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
  'mlops.version.evaluate': on => `add an evaluation to ${on}`,
  'mlops.artifact.read': on => `download an artifact of ${on}`,
  'mlops.deployment.deploy': on => `deploy ${on}`,
  'mlops.deployment.undeploy': on => `undeploy ${on}`,
  'mlops.deployment.infer': on => `ask ${on} for predictions`,
};

/**
 * What happened, to be read behind the name of who did it: `registered version 2 of flight-delay-risk`. An action that
 * isn't known is shown as it is.
 */
export function auditInWords(event: Words): string {
  const { action, outcome, resource } = event;
  const on = resourceInWords(resource);
  if (outcome === 'denied') {
    return Object.hasOwn(TRIED, action)
      ? `tried to ${TRIED[action](on, event)}`
      : `tried ${action} on ${on}`;
  }
  return Object.hasOwn(DONE, action) ? DONE[action](on, event) : `${action} on ${on}`;
}
