import { resolve } from 'node:path';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { atLeast, duration } from '../configValues';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How traffic is summed, how long it is kept, and when it drifts; durations in milliseconds, see `config.d.ts`. */
export interface MonitoringConfig {
  windowMs: number;
  flushIntervalMs: number;
  settlingMs: number;
  latenessMs: number;
  retention: RetentionConfig;
  threshold: number;
  alpha: number;
  /** Where processes tally what they answer; absent where they don't. */
  talliesDirectory?: string;
}

/** How long after something was last added to them windows are kept as they are; durations in milliseconds. */
export interface RetentionConfig {
  /** Then they are rolled up to hours. */
  fineMs: number;
  /** Then these are rolled up to days. */
  hoursMs: number;
  /** Then these are removed; for ever when it is infinite. */
  daysMs: number;
}

/**
 * @param directory - below which processes have their tallies unless it is configured
 * @throws `InputError` when a value makes no sense
 */
export function readMonitoringConfig(
  config: Config | undefined,
  directory: string,
): MonitoringConfig {
  const flushIntervalMs = time(config, 'flushInterval', 5_000, 100);
  const settlingMs = time(config, 'settlingTime', MINUTE_MS, flushIntervalMs);
  return {
    windowMs: windowLength(duration(config, 'window', 5 * MINUTE_MS)),
    flushIntervalMs,
    settlingMs,
    latenessMs: time(config, 'lateness', 5 * settlingMs, 0),
    retention: readRetention(config),
    threshold: atLeast(
      config?.getOptionalNumber('drift.threshold') ?? 0.3,
      0,
      'mlops.monitoring.drift.threshold',
    ),
    alpha: chance(
      config?.getOptionalNumber('drift.alpha') ?? 0.005,
      'mlops.monitoring.drift.alpha',
    ),
    talliesDirectory: readTalliesDirectory(config, directory),
  };
}

function readTalliesDirectory(config: Config | undefined, directory: string): string | undefined {
  const isOn = config?.getOptionalBoolean('tallies.enabled') ?? true;
  return isOn ? resolve(config?.getOptionalString('tallies.directory') ?? directory) : undefined;
}

/** Each has to be at least as long as the one before, or windows would be removed before they were rolled up. */
function readRetention(config: Config | undefined): RetentionConfig {
  // The latency of a champion's last day is asked for to the minute, when a bake begins.
  const fineMs = time(config, 'retention.fine', 2 * DAY_MS, DAY_MS);
  const hoursMs = time(config, 'retention.hours', Math.max(30 * DAY_MS, fineMs), fineMs);
  return { fineMs, hoursMs, daysMs: time(config, 'retention.days', Infinity, hoursMs) };
}

function time(config: Config | undefined, key: string, standardMs: number, least: number): number {
  return atLeast(duration(config, key, standardMs), least, `mlops.monitoring.${key}`);
}

/** Windows have to fit hours, so that every interval of a chart is a whole number of them. */
function windowLength(ms: number): number {
  if (ms < MINUTE_MS || HOUR_MS % ms !== 0) {
    throw new InputError(
      'mlops.monitoring.window has to be a divisor of an hour and at least a minute',
    );
  }
  return ms;
}

function chance(value: number, key: string): number {
  if (!(value > 0 && value <= 1)) {
    throw new InputError(`${key} has to be above 0 and at most 1, but is ${value}`);
  }
  return value;
}
