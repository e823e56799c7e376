import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readOutsideSystem } from '@mlops-backstage/plugin-mlops-node';
import type { OutsideSystem } from '@mlops-backstage/plugin-mlops-node';

/** A pipeline that policies may run. */
export interface AllowedPipeline {
  /** What policies name. */
  readonly name: string;
  readonly id: string;
  /** Absent: the newest. */
  readonly versionId?: string;
  /** Absent: the default one. */
  readonly experimentId?: string;
}

/** An installation of Kubeflow Pipelines. */
export interface Kubeflow extends OutsideSystem {
  readonly namespace?: string;
  readonly serviceAccount?: string;
  readonly pipelines: readonly AllowedPipeline[];
  /** Absent: the headers say who asks. */
  readonly credentials?: { readonly token: string } | { readonly tokenFile: string };
}

/** @throws `InputError` when a value makes no sense; never with a secret in it */
export function readKubeflowConfig(root: Config): Kubeflow[] {
  const entries = root.getOptionalConfigArray('mlops.retraining.kubeflow') ?? [];
  return entries.map((config, index) => {
    const key = `mlops.retraining.kubeflow[${index}]`;
    const pipelines = config.getConfigArray('pipelines').map(readPipeline);
    if (pipelines.length === 0) {
      throw new InputError(`${key}.pipelines has to name what policies may run`);
    }
    if (new Set(pipelines.map(({ name }) => name)).size < pipelines.length) {
      throw new InputError(`${key}.pipelines has a name twice`);
    }
    const credentials = readCredentials(config, key);
    return {
      ...readOutsideSystem(config, key, 'Kubeflow Pipelines'),
      ...optional(config, 'namespace'),
      ...optional(config, 'serviceAccount'),
      pipelines,
      ...(credentials && { credentials }),
    };
  });
}

function readPipeline(config: Config): AllowedPipeline {
  return {
    name: config.getString('name'),
    id: config.getString('id'),
    ...optional(config, 'versionId'),
    ...optional(config, 'experimentId'),
  };
}

function readCredentials(config: Config, key: string): Kubeflow['credentials'] {
  const token = config.getOptionalString('token');
  const tokenFile = config.getOptionalString('tokenFile');
  if (token !== undefined && tokenFile !== undefined) {
    throw new InputError(`${key} may have a token or a tokenFile, not both`);
  }
  if (token !== undefined) {
    return { token };
  }
  return tokenFile === undefined ? undefined : { tokenFile };
}

function optional<K extends string>(config: Config, key: K): { [key in K]?: string } {
  const value = config.getOptionalString(key);
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: string });
}
