import { availableParallelism } from 'node:os';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { atLeast, duration, oneOf, wholeBetween } from './configValues';

const MiB = 1024 * 1024;
/** More of them than any machine has cores: a slip of the hand. */
const MAX_THREADS = 1_024;

/** How the data plane serves; durations in milliseconds, see `config.d.ts`. */
export interface ServerConfig {
  host: string;
  port: number;
  publicUrl?: string;
  authentication: 'tokens' | 'none';
  workers: number;
  sessionThreads: number;
  /** Where Prometheus reads what is counted; nowhere when absent. */
  metrics?: { host: string; port: number };
  limits: {
    maxBodyBytes: number;
    maxRows: number;
    requestTimeoutMs: number;
    maxConcurrentRequests: number;
    maxQueueMs: number;
    maxBatchRows: number;
    maxBatchDelayMs: number;
    maxSessionBytes: number;
    maxSessionIdleMs: number;
    maxReplicatedBytes: number;
    largeModelCopies: number;
  };
}

/** @throws `InputError` when a value makes no sense */
export function readServerConfig(config: Config | undefined): ServerConfig {
  const number = (key: string) => config?.getOptionalNumber(key);
  const whole = (key: string, standard: number, least: number, most: number) =>
    wholeBetween(number(key) ?? standard, least, most, `mlops.server.${key}`);
  const bounded = (key: string, standard: number, least: number) =>
    atLeast(number(key) ?? standard, least, `mlops.server.${key}`);
  const time = (key: string, standardMs: number, leastMs: number) =>
    atLeast(duration(config, key, standardMs), leastMs, `mlops.server.${key}`);
  return {
    host: config?.getOptionalString('host') ?? '127.0.0.1',
    port: whole('port', 7008, 0, 65_535),
    publicUrl: publicUrl(config),
    authentication: oneOf(
      config?.getOptionalString('authentication') ?? 'tokens',
      ['tokens', 'none'],
      'mlops.server.authentication',
    ),
    workers: whole('workers', availableParallelism(), 1, MAX_THREADS),
    sessionThreads: whole('sessionThreads', 1, 1, MAX_THREADS),
    metrics: config?.has('metrics')
      ? {
          host: config.getOptionalString('metrics.host') ?? '127.0.0.1',
          port: whole('metrics.port', 7009, 0, 65_535),
        }
      : undefined,
    limits: {
      maxBodyBytes: bounded('maxBodyBytes', 16 * MiB, 1),
      maxRows: bounded('maxRows', 10_000, 1),
      requestTimeoutMs: time('requestTimeout', 30_000, 1_000),
      maxConcurrentRequests: whole('maxConcurrentRequests', 1_000, 1, 1_000_000),
      maxQueueMs: time('maxQueueTime', 10_000, 1),
      maxBatchRows: whole('batching.maxRows', 64, 1, 1_000_000),
      maxBatchDelayMs: time('batching.maxDelay', 0, 0),
      maxSessionBytes: bounded('maxSessionBytes', Infinity, 1),
      maxSessionIdleMs: time('maxSessionIdleTime', Infinity, 1_000),
      maxReplicatedBytes: bounded('largeModels.above', Infinity, 1),
      largeModelCopies: whole('largeModels.copies', 1, 1, MAX_THREADS),
    },
  };
}

/** Without slashes at the end, since paths are put behind it. */
function publicUrl(config: Config | undefined): string | undefined {
  const value = config?.getOptionalString('publicUrl');
  if (value === undefined) return undefined;
  if (!/^https?:$/.test(URL.parse(value)?.protocol ?? '')) {
    throw new InputError(
      `mlops.server.publicUrl has to be an http or https address, but is ${value}`,
    );
  }
  return value.replace(/\/+$/, '');
}
