import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** A Ray cluster. */
export interface RayCluster {
  /** What policies name. */
  id: string;
  title: string;
  /** Of the dashboard, without a slash at the end. */
  url: string;
  dashboardUrl: string;
  headers: Record<string, string>;
  /** Where a command has to begin; absent: anywhere. */
  allowedEntrypoints?: string[];
}

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

function address(url: string, key: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:') {
    throw new InputError(`${key} has to be a URL of https or http`);
  }
  if (parsed.username || parsed.password) {
    throw new InputError(`${key} may not have a user name or password: use headers`);
  }
  return url.replace(/\/+$/, '');
}

/** @throws `InputError` when a value makes no sense; never with a header in it */
export function readRayConfig(root: Config): RayCluster[] {
  const clusters = root.getOptionalConfigArray('mlops.retraining.ray') ?? [];
  return clusters.map((config, index) => {
    const key = `mlops.retraining.ray[${index}]`;
    const id = config.getString('name');
    if (!ID.test(id)) {
      throw new InputError(`${key}.name may have lower-case letters, digits and hyphens only`);
    }
    const url = address(config.getString('url'), `${key}.url`);
    const dashboardUrl = config.getOptionalString('dashboardUrl');
    const allowedEntrypoints = config.getOptionalStringArray('allowedEntrypoints');
    return {
      id,
      title: config.getOptionalString('title') ?? 'Ray',
      url,
      dashboardUrl: dashboardUrl === undefined ? url : address(dashboardUrl, `${key}.dashboardUrl`),
      headers: config.getOptional<Record<string, string>>('headers') ?? {},
      ...(allowedEntrypoints && { allowedEntrypoints }),
    };
  });
}
