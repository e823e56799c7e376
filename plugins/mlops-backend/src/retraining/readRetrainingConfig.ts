import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { atLeast, duration, wholeBetween } from '../configValues';
import { readWebhookEndpoint } from '../webhooks/WebhookEndpoint';
import type { WebhookEndpoint } from '../webhooks/WebhookEndpoint';

/** How trainings are started and followed; durations in milliseconds. */
export interface RetrainingConfig {
  maxConcurrent: number;
  pollIntervalMs: number;
  lostAfterMs: number;
  /** Where jobs reach the plugin's API, without a slash at the end; the backend's own address where it is absent. */
  reportUrl?: string;
  webhooks: Array<{ id: string; title: string; endpoint: WebhookEndpoint }>;
}

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** @throws `InputError` when a value makes no sense; never with a secret in it */
export function readRetrainingConfig(config: Config | undefined): RetrainingConfig {
  const reportUrl = config?.getOptionalString('reportUrl')?.replace(/\/+$/, '');
  if (reportUrl !== undefined && !/^https?:$/.test(URL.parse(reportUrl)?.protocol ?? '')) {
    throw new InputError('mlops.retraining.reportUrl has to be a URL of https or http');
  }
  const webhooks = (config?.getOptionalConfigArray('webhooks') ?? []).map((entry, index) => {
    const key = `mlops.retraining.webhooks[${index}]`;
    const id = entry.getString('name');
    if (!ID.test(id)) {
      throw new InputError(`${key}.name may have lower-case letters, digits and hyphens only`);
    }
    return {
      id,
      title: entry.getOptionalString('title') ?? id,
      endpoint: readWebhookEndpoint(entry, 'retraining', key),
    };
  });
  return {
    maxConcurrent: wholeBetween(
      config?.getOptionalNumber('maxConcurrent') ?? 5,
      1,
      1_000,
      'mlops.retraining.maxConcurrent',
    ),
    pollIntervalMs: atLeast(
      duration(config, 'pollInterval', 10_000),
      1_000,
      'mlops.retraining.pollInterval',
    ),
    lostAfterMs: atLeast(
      duration(config, 'lostAfter', 15 * 60_000),
      0,
      'mlops.retraining.lostAfter',
    ),
    ...(reportUrl !== undefined && { reportUrl }),
    webhooks,
  };
}
