import { join, resolve } from 'node:path';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { HumanDuration } from '@backstage/types';
import { readAlertsConfig } from './alerts/readAlertsConfig';
import type { AlertsConfig } from './alerts/readAlertsConfig';
import type { RemoteSources } from './artifacts/remote/RemoteSources';
import { atLeast, duration, wholeBetween } from './configValues';
import { readAuditConfig } from './governance/readAuditConfig';
import type { AuditConfig } from './governance/readAuditConfig';
import { readLifecycleConfig } from './lifecycle/readLifecycleConfig';
import type { LifecycleConfig } from './lifecycle/readLifecycleConfig';
import { readMonitoringConfig } from './monitoring/readMonitoringConfig';
import type { MonitoringConfig } from './monitoring/readMonitoringConfig';
import { readPredictionsConfig } from './predictions/readPredictionsConfig';
import type { PredictionsConfig } from './predictions/readPredictionsConfig';
import { readRetrainingConfig } from './retraining/readRetrainingConfig';
import type { RetrainingConfig } from './retraining/readRetrainingConfig';
import { readServerConfig } from './readServerConfig';
import type { ServerConfig } from './readServerConfig';

const MiB = 1024 * 1024;
const DAY_MS = 24 * 3_600_000;

/** Workers hold the tokens of all endpoints in memory. */
const MAX_TOKENS = 100_000;

/** The plugin's configuration with its defaults; durations in milliseconds, see `config.d.ts`. */
export interface MlopsConfig {
  artifacts: { directory: string; maxBytes: number; remote: RemoteSources };
  registry: { deletedRetentionMs: number };
  server: ServerConfig;
  tokens: { maxPerEndpoint: number };
  monitoring: MonitoringConfig;
  predictions: PredictionsConfig;
  alerts: AlertsConfig;
  retraining: RetrainingConfig;
  catalog: { fileRoots: string[]; refreshInterval: HumanDuration };
  audit: AuditConfig;
  lifecycle: LifecycleConfig;
}

/** @throws `Error` when something required is missing, `InputError` when a value makes no sense */
export function readMlopsConfig(root: RootConfigService): MlopsConfig {
  const config = root.getConfig('mlops');
  const catalog = config.getOptionalConfig('catalog');
  const directory = resolve(config.getString('artifacts.directory'));
  return {
    artifacts: {
      directory,
      maxBytes: atLeast(
        config.getOptionalNumber('artifacts.maxBytes') ?? 512 * MiB,
        1,
        'mlops.artifacts.maxBytes',
      ),
      // Checked by what reads it, against the schema of the configuration as a whole.
      remote: config.getOptional<RemoteSources>('artifacts.remote') ?? {},
    },
    registry: {
      deletedRetentionMs: atLeast(
        duration(config.getOptionalConfig('registry'), 'deletedRetention', 30 * DAY_MS),
        0,
        'mlops.registry.deletedRetention',
      ),
    },
    server: readServerConfig(config.getOptionalConfig('server')),
    tokens: {
      maxPerEndpoint: wholeBetween(
        config.getOptionalNumber('tokens.maxPerEndpoint') ?? 100,
        1,
        MAX_TOKENS,
        'mlops.tokens.maxPerEndpoint',
      ),
    },
    monitoring: readMonitoringConfig(
      config.getOptionalConfig('monitoring'),
      join(directory, 'tallies'),
    ),
    predictions: readPredictionsConfig(config.getOptionalConfig('predictions')),
    alerts: readAlertsConfig(config.getOptionalConfig('alerts')),
    retraining: readRetrainingConfig(config.getOptionalConfig('retraining')),
    audit: readAuditConfig(config.getOptionalConfig('audit')),
    catalog: {
      fileRoots: (catalog?.getOptionalStringArray('fileRoots') ?? []).map(folder =>
        resolve(folder),
      ),
      refreshInterval: {
        milliseconds: atLeast(
          duration(catalog, 'refreshInterval', 30_000),
          1_000,
          'mlops.catalog.refreshInterval',
        ),
      },
    },
    lifecycle: readLifecycleConfig(config),
  };
}
