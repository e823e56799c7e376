import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { AlertRuleDefinition, AlertSeverity } from '@mlops-backstage/plugin-mlops-common';
import { atLeast, duration, oneOf } from '../configValues';
import { validateSchema } from '../http/validateSchema';
import { readWebhookEndpoint } from '../webhooks/WebhookEndpoint';
import type { WebhookEndpoint } from '../webhooks/WebhookEndpoint';
import { checkRule } from './rules/AlertRule';
import { SEVERITIES } from './severity';

const MINUTE_MS = 60_000;
const NAME = /^[a-z0-9]+([-_.][a-z0-9]+)*$/;

/** Where alerts are sent, and which. */
export interface AlertWebhook {
  endpoint: WebhookEndpoint;
  /** Undefined for all. */
  severities?: readonly AlertSeverity[];
  owners?: readonly string[];
  environments?: readonly string[];
}

/** Which rules hold everywhere, and who is told; see `config.d.ts`. */
export interface AlertsConfig {
  /** How often rules are looked at, in milliseconds. */
  lookEveryMs: number;
  defaults: ReadonlyMap<string, AlertRuleDefinition>;
  webhooks: readonly AlertWebhook[];
}

/**
 * What is watched before anybody has thought of it. Latency and performance aren't: how good is good enough depends on the
 * model. Drift is judged by the week, since a day, and a weekend anyway, is often unlike the span that the reference is of.
 */
export const DEFAULT_RULES: Readonly<Record<string, AlertRuleDefinition>> = {
  drift: {
    condition: { drift: { measure: 'columns', atLeast: 1 } },
    severity: 'warning',
    interval: 'week',
    raiseAfter: 2,
    clearAfter: 2,
    minRows: 100,
  },
  errors: {
    condition: { errors: { atMost: 0.05 } },
    severity: 'critical',
    interval: 'hour',
    raiseAfter: 1,
    clearAfter: 1,
    minRows: 20,
  },
  silence: {
    condition: { silence: { seconds: 24 * 3_600 } },
    severity: 'warning',
  },
  'data-quality': {
    condition: { dataQuality: { measure: 'any', atMost: 0.05 } },
    severity: 'warning',
    interval: 'day',
    raiseAfter: 1,
    clearAfter: 1,
    minRows: 100,
  },
};

/** @throws `InputError` when a value makes no sense */
export function readAlertsConfig(config: Config | undefined): AlertsConfig {
  return {
    lookEveryMs: atLeast(duration(config, 'lookEvery', MINUTE_MS), 1_000, 'mlops.alerts.lookEvery'),
    defaults: readDefaults(config?.getOptionalConfig('defaults')),
    webhooks: readWebhooks(config),
  };
}

/** What is configured of a rule takes the place of what it says otherwise. */
function readDefaults(config: Config | undefined): AlertsConfig['defaults'] {
  const rules = new Map(Object.entries(DEFAULT_RULES));
  for (const name of config?.keys() ?? []) {
    const key = `mlops.alerts.defaults.${name}`;
    if (!NAME.test(name)) {
      throw new InputError(`${key}: a rule's name has lower-case letters, digits and hyphens`);
    }
    const definition = validateSchema(
      'AlertRuleDefinition',
      { ...rules.get(name), ...config!.get<object>(name) },
      key,
    );
    if (definition.deployment !== undefined) {
      throw new InputError(`${key} holds for every deployment and may not name one`);
    }
    rules.set(name, checkRule(definition, key));
  }
  return rules;
}

function readWebhooks(config: Config | undefined): AlertWebhook[] {
  const names = new Set<string>();
  return (config?.getOptionalConfigArray('webhooks') ?? []).map((webhook, index) => {
    const key = `mlops.alerts.webhooks[${index}]`;
    const endpoint = readWebhookEndpoint(webhook, 'alerts', key);
    if (names.has(endpoint.name)) {
      throw new InputError(`${key} has the name of another one`);
    }
    names.add(endpoint.name);
    return {
      endpoint,
      severities: webhook
        .getOptionalStringArray('severities')
        ?.map(severity => oneOf(severity, SEVERITIES, `${key}.severities`)),
      owners: webhook.getOptionalStringArray('owners'),
      environments: webhook.getOptionalStringArray('environments'),
    };
  });
}
