import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { HumanDuration } from '@backstage/types';
import type { RemoteSources } from './artifacts/remote/RemoteSources';
import { atLeast, duration, oneOf, wholeBetween } from './configValues';
import { readAuditConfig } from './governance/readAuditConfig';
import type { AuditConfig } from './governance/readAuditConfig';
import { readLifecycleConfig } from './lifecycle/readLifecycleConfig';
import type { LifecycleConfig } from './lifecycle/readLifecycleConfig';

const MiB = 1024 * 1024;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** More of them than any machine has cores: a slip of the hand. */
const MAX_THREADS = 1_024;

/** The plugin's configuration with its defaults; durations in milliseconds, see `config.d.ts`. */
export interface MlopsConfig {
  artifacts: { directory: string; maxBytes: number; remote: RemoteSources };
  registry: { deletedRetentionMs: number };
  server: {
    host: string;
    port: number;
    publicUrl?: string;
    authentication: 'tokens' | 'none';
    workers: number;
    sessionThreads: number;
    maxBodyBytes: number;
    maxRows: number;
  };
  monitoring: { windowMs: number; flushIntervalMs: number; threshold: number; alpha: number };
  catalog: { fileRoots: string[]; refreshInterval: HumanDuration };
  audit: AuditConfig;
  lifecycle: LifecycleConfig;
}

function chance(value: number, key: string): number {
  if (!(value > 0 && value <= 1)) {
    throw new InputError(`${key} has to be above 0 and at most 1, but is ${value}`);
  }
  return value;
}

/** Without slashes at the end, since paths are put behind it. */
function webAddress(value: string, key: string): string {
  if (!/^https?:$/.test(URL.parse(value)?.protocol ?? '')) {
    throw new InputError(`${key} has to be an http or https address, but is ${value}`);
  }
  return value.replace(/\/+$/, '');
}

/** Windows have to fit hours, so that every interval of a chart is a whole number of them. */
function windowLength(ms: number): number {
  if (ms < 60_000 || HOUR_MS % ms !== 0) {
    throw new InputError(
      'mlops.monitoring.window has to be a divisor of an hour and at least a minute',
    );
  }
  return ms;
}

/** @throws `Error` when something required is missing, `InputError` when a value makes no sense */
export function readMlopsConfig(root: RootConfigService): MlopsConfig {
  const config = root.getConfig('mlops');
  const server = config.getOptionalConfig('server');
  const monitoring = config.getOptionalConfig('monitoring');
  const catalog = config.getOptionalConfig('catalog');
  const publicUrl = server?.getOptionalString('publicUrl');
  return {
    artifacts: {
      directory: resolve(config.getString('artifacts.directory')),
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
    server: {
      host: server?.getOptionalString('host') ?? '127.0.0.1',
      port: wholeBetween(server?.getOptionalNumber('port') ?? 7008, 0, 65_535, 'mlops.server.port'),
      publicUrl:
        publicUrl === undefined ? undefined : webAddress(publicUrl, 'mlops.server.publicUrl'),
      authentication: oneOf(
        server?.getOptionalString('authentication') ?? 'tokens',
        ['tokens', 'none'],
        'mlops.server.authentication',
      ),
      workers: wholeBetween(
        server?.getOptionalNumber('workers') ?? availableParallelism(),
        1,
        MAX_THREADS,
        'mlops.server.workers',
      ),
      sessionThreads: wholeBetween(
        server?.getOptionalNumber('sessionThreads') ?? 1,
        1,
        MAX_THREADS,
        'mlops.server.sessionThreads',
      ),
      maxBodyBytes: atLeast(
        server?.getOptionalNumber('maxBodyBytes') ?? 16 * MiB,
        1,
        'mlops.server.maxBodyBytes',
      ),
      maxRows: atLeast(server?.getOptionalNumber('maxRows') ?? 10_000, 1, 'mlops.server.maxRows'),
    },
    monitoring: {
      windowMs: windowLength(duration(monitoring, 'window', HOUR_MS)),
      flushIntervalMs: atLeast(
        duration(monitoring, 'flushInterval', 5_000),
        100,
        'mlops.monitoring.flushInterval',
      ),
      threshold: atLeast(
        monitoring?.getOptionalNumber('drift.threshold') ?? 0.3,
        0,
        'mlops.monitoring.drift.threshold',
      ),
      alpha: chance(
        monitoring?.getOptionalNumber('drift.alpha') ?? 0.01,
        'mlops.monitoring.drift.alpha',
      ),
    },
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
