import { ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { BakeLimits } from '@mlops-backstage/plugin-mlops-common';
import { duration } from '../../configValues';
import { validateSchema } from '../../http/validateSchema';

/**
 * Versions fail in all kinds of ways, so there is a limit of errors everywhere; how long an answer may take depends on the model, so
 * there is none of latency until somebody sets one.
 */
export const DEFAULT_BAKE_LIMITS: BakeLimits = {
  durationSeconds: 15 * 60,
  minRequests: 50,
  maxErrorRate: 0.05,
};

/**
 * What versions have to keep to during their bake time, from the configuration of an environment.
 *
 * @param given - as it is configured, with `duration` in place of `durationSeconds`
 * @param key - names it in errors
 * @throws `InputError` naming what makes no sense
 */
export function readBakeLimits(given: unknown, key: string): BakeLimits {
  if (given === undefined) {
    return DEFAULT_BAKE_LIMITS;
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new InputError(`${key} has to be an object`);
  }
  const { duration: _, ...limits } = given as JsonObject;
  const config = new ConfigReader({ duration: (given as JsonObject).duration });
  const ms = duration(config, 'duration', DEFAULT_BAKE_LIMITS.durationSeconds * 1000);
  return validateSchema(
    'BakeLimits',
    { ...DEFAULT_BAKE_LIMITS, ...limits, durationSeconds: ms / 1000 },
    key,
  );
}
