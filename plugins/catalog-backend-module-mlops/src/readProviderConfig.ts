import type { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { DEFAULT_NAMESPACE, KubernetesValidatorFunctions } from '@backstage/catalog-model';
import { readDurationFromConfig } from '@backstage/config';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { HumanDuration } from '@backstage/types';

/** The module's configuration with its defaults, see `config.d.ts`. */
export interface ProviderConfig {
  namespace: string;
  /** Where people reach the portal, without a slash at the end. */
  portalUrl: string;
  schedule: SchedulerServiceTaskScheduleDefinition & { timeout: HumanDuration };
}

const PROVIDER = 'mlops.catalog.provider';

/** @throws `InputError` for a namespace that the catalog wouldn't take */
export function readProviderConfig(config: Config): ProviderConfig {
  const namespace = config.getOptionalString('mlops.catalog.namespace') ?? DEFAULT_NAMESPACE;
  if (!KubernetesValidatorFunctions.isValidNamespace(namespace)) {
    throw new InputError(
      `mlops.catalog.namespace has to be a namespace of the catalog, but is "${namespace}"`,
    );
  }
  const duration = (key: string, otherwise: HumanDuration) =>
    config.has(`${PROVIDER}.${key}`)
      ? readDurationFromConfig(config, { key: `${PROVIDER}.${key}` })
      : otherwise;
  return {
    namespace,
    portalUrl: config.getString('app.baseUrl').replace(/\/+$/, ''),
    schedule: {
      frequency: duration('frequency', { seconds: 60 }),
      timeout: duration('timeout', { minutes: 10 }),
      initialDelay: duration('initialDelay', { seconds: 5 }),
      scope: 'global',
    },
  };
}
