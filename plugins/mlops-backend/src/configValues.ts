import { readDurationFromConfig } from '@backstage/config';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

/** In milliseconds. */
export function duration(config: Config | undefined, key: string, defaultMs: number): number {
  return config?.has(key)
    ? durationToMilliseconds(readDurationFromConfig(config, { key }))
    : defaultMs;
}

/** @param key - names the value in the error */
export function atLeast(value: number, least: number, key: string): number {
  if (!(value >= least)) {
    throw new InputError(`${key} has to be at least ${least}, but is ${value}`);
  }
  return value;
}

/** @param key - names the value in the error */
export function wholeBetween(value: number, least: number, most: number, key: string): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new InputError(
      `${key} has to be a whole number from ${least} to ${most}, but is ${value}`,
    );
  }
  return value;
}

/** @param key - names the value in the error */
export function oneOf<T extends string>(value: string, allowed: readonly T[], key: string): T {
  if (!(allowed as readonly string[]).includes(value)) {
    throw new InputError(`${key} has to be one of ${allowed.join(', ')}, but is ${value}`);
  }
  return value as T;
}
