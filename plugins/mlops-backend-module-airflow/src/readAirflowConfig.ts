import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readOutsideSystem } from '@mlops-backstage/plugin-mlops-node';
import type { OutsideSystem } from '@mlops-backstage/plugin-mlops-node';

/** How Airflow is told who asks. */
export type AirflowCredentials =
  { readonly username: string; readonly password: string } | { readonly token: string };

/** An Airflow. */
export interface Airflow extends OutsideSystem {
  readonly apiVersion: 'v1' | 'v2';
  /** What policies may run. */
  readonly dags: readonly string[];
  /** Absent: the headers say it. */
  readonly credentials?: AirflowCredentials;
}

/** Airflow's own rule for `dag_id`, within ASCII. */
const DAG = /^[\w.-]{1,250}$/;

/** @throws `InputError` when a value makes no sense; never with a secret in it */
export function readAirflowConfig(root: Config): Airflow[] {
  const entries = root.getOptionalConfigArray('mlops.retraining.airflow') ?? [];
  return entries.map((config, index) => {
    const key = `mlops.retraining.airflow[${index}]`;
    const apiVersion = config.getOptionalString('apiVersion') ?? 'v2';
    if (apiVersion !== 'v1' && apiVersion !== 'v2') {
      throw new InputError(`${key}.apiVersion has to be v1 or v2`);
    }
    const dags = config.getStringArray('dags');
    if (dags.length === 0 || !dags.every(dag => DAG.test(dag))) {
      throw new InputError(
        `${key}.dags has to name DAGs, of letters, digits, dots, hyphens and underscores`,
      );
    }
    const credentials = readCredentials(config, key);
    return {
      ...readOutsideSystem(config, key, 'Airflow'),
      apiVersion,
      dags,
      ...(credentials && { credentials }),
    };
  });
}

function readCredentials(config: Config, key: string): AirflowCredentials | undefined {
  const token = config.getOptionalString('token');
  const username = config.getOptionalString('username');
  const password = config.getOptionalString('password');
  if ((username === undefined) !== (password === undefined)) {
    throw new InputError(`${key} has to have both username and password, or neither`);
  }
  if (token !== undefined && username !== undefined) {
    throw new InputError(`${key} may have a token or a username with its password, not both`);
  }
  if (token !== undefined) {
    return { token };
  }
  return username === undefined ? undefined : { username, password: password! };
}
