import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { HumanDuration } from '@backstage/types';

const MiB = 1024 * 1024;
const HOUR_MS = 3_600_000;

/** The plugin's configuration with its defaults; durations in milliseconds, see `config.d.ts`. */
export interface MlopsConfig {
  artifacts: { directory: string; maxBytes: number };
  server: {
    host: string;
    port: number;
    publicUrl?: string;
    workers: number;
    sessionThreads: number;
    maxBodyBytes: number;
    maxRows: number;
  };
  monitoring: { windowMs: number; flushIntervalMs: number; threshold: number; alpha: number };
  catalog: { fileRoots: string[]; refreshInterval: HumanDuration };
}

function duration(config: Config | undefined, key: string, defaultMs: number): number {
  return config?.has(key)
    ? durationToMilliseconds(readDurationFromConfig(config, { key }))
    : defaultMs;
}

function atLeast(value: number, least: number, key: string): number {
  if (value < least) {
    throw new InputError(`${key} has to be at least ${least}, but is ${value}`);
  }
  return value;
}

/** Windows have to fit hours, so that every interval of a chart is a whole number of them. */
function windowLength(ms: number): number {
  if (ms < 60_000 || (HOUR_MS % ms !== 0 && ms !== HOUR_MS)) {
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
  return {
    artifacts: {
      directory: resolve(config.getString('artifacts.directory')),
      maxBytes: atLeast(
        config.getOptionalNumber('artifacts.maxBytes') ?? 512 * MiB,
        1,
        'mlops.artifacts.maxBytes',
      ),
    },
    server: {
      host: server?.getOptionalString('host') ?? '127.0.0.1',
      port: server?.getOptionalNumber('port') ?? 7008,
      publicUrl: server?.getOptionalString('publicUrl')?.replace(/\/+$/, ''),
      workers: atLeast(
        server?.getOptionalNumber('workers') ?? availableParallelism(),
        1,
        'mlops.server.workers',
      ),
      sessionThreads: atLeast(
        server?.getOptionalNumber('sessionThreads') ?? 1,
        1,
        'mlops.server.sessionThreads',
      ),
      maxBodyBytes: server?.getOptionalNumber('maxBodyBytes') ?? 16 * MiB,
      maxRows: server?.getOptionalNumber('maxRows') ?? 10_000,
    },
    monitoring: {
      windowMs: windowLength(duration(monitoring, 'window', HOUR_MS)),
      flushIntervalMs: atLeast(
        duration(monitoring, 'flushInterval', 5_000),
        100,
        'mlops.monitoring.flushInterval',
      ),
      threshold: monitoring?.getOptionalNumber('drift.threshold') ?? 0.3,
      alpha: monitoring?.getOptionalNumber('drift.alpha') ?? 0.01,
    },
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
  };
}
