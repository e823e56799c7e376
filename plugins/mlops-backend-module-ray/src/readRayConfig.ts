import type { Config } from '@backstage/config';
import { readAddress, readSystemName } from '@mlops-backstage/plugin-mlops-node';

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

/** @throws `InputError` when a value makes no sense; never with a header in it */
export function readRayConfig(root: Config): RayCluster[] {
  const clusters = root.getOptionalConfigArray('mlops.retraining.ray') ?? [];
  return clusters.map((config, index) => {
    const key = `mlops.retraining.ray[${index}]`;
    const url = readAddress(config.getString('url'), `${key}.url`);
    const dashboardUrl = config.getOptionalString('dashboardUrl');
    const allowedEntrypoints = config.getOptionalStringArray('allowedEntrypoints');
    return {
      id: readSystemName(config, key),
      title: config.getOptionalString('title') ?? 'Ray',
      url,
      dashboardUrl:
        dashboardUrl === undefined ? url : readAddress(dashboardUrl, `${key}.dashboardUrl`),
      headers: config.getOptional<Record<string, string>>('headers') ?? {},
      ...(allowedEntrypoints && { allowedEntrypoints }),
    };
  });
}
