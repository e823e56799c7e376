import type { Deployment, Environment } from '@mlops-backstage/plugin-mlops-common';

export interface EnvironmentGroup<D> {
  name: string;
  title: string;
  deployments: D[];
}

/** An environment's title; of one that isn't configured any more, its name. */
export function environmentTitle(environments: readonly Environment[], name: string): string {
  return environments.find(environment => environment.name === name)?.title ?? name;
}

/** Deployments by environment, in the order in which these are configured; then those of others, by name. */
export function byEnvironment<D extends Pick<Deployment, 'environment'>>(
  deployments: readonly D[],
  environments: readonly Environment[],
): Array<EnvironmentGroup<D>> {
  const configured = environments.map(({ name }) => name);
  const others = deployments
    .map(({ environment }) => environment)
    .filter(name => !configured.includes(name));
  return [...configured, ...[...new Set(others)].sort()].flatMap(name => {
    const own = deployments.filter(({ environment }) => environment === name);
    return own.length === 0
      ? []
      : [{ name, title: environmentTitle(environments, name), deployments: own }];
  });
}
