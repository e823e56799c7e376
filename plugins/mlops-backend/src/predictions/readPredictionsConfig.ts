import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { atLeast, duration } from '../configValues';

const DAY_MS = 24 * 3_600_000;

/** What of predictions is kept, how long, and when a difference counts; see `config.d.ts`. */
export interface PredictionsConfig {
  retentionMs: number;
  /** Of each worker, for a deployment with challengers. */
  requestsPerSecond: number;
  /** The same for all deployments of an environment, with challengers or without. */
  environments: ReadonlyMap<string, number>;
  alpha: number;
  margin: number;
}

/** @throws `InputError` when a value makes no sense */
export function readPredictionsConfig(config: Config | undefined): PredictionsConfig {
  const environments = config?.getOptionalConfig('environments');
  return {
    retentionMs: atLeast(
      duration(config, 'retention', 30 * DAY_MS),
      1,
      'mlops.predictions.retention',
    ),
    requestsPerSecond: atLeast(
      config?.getOptionalNumber('requestsPerSecond') ?? 10,
      0,
      'mlops.predictions.requestsPerSecond',
    ),
    environments: new Map(
      (environments?.keys() ?? []).map(name => [
        name,
        atLeast(
          environments!.getNumber(`${name}.requestsPerSecond`),
          0,
          `mlops.predictions.environments.${name}.requestsPerSecond`,
        ),
      ]),
    ),
    alpha: between(config?.getOptionalNumber('alpha') ?? 0.05, 0.5, 'mlops.predictions.alpha'),
    margin: between(config?.getOptionalNumber('margin') ?? 0.02, 1, 'mlops.predictions.margin'),
  };
}

function between(value: number, most: number, key: string): number {
  if (!(value > 0 && value <= most)) {
    throw new InputError(`${key} has to be above 0 and at most ${most}, but is ${value}`);
  }
  return value;
}

/** Requests a second of which each worker logs the predictions; none where it is 0. */
export function loggedRate(
  { requestsPerSecond, environments }: PredictionsConfig,
  deployment: { environment: string; hasChallengers: boolean },
): number {
  const always = environments.get(deployment.environment) ?? 0;
  return deployment.hasChallengers ? Math.max(always, requestsPerSecond) : always;
}
