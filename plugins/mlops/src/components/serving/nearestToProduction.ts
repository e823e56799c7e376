import type { Deployment, Environment } from '@mlops-backstage/plugin-mlops-common';

/**
 * Deployments by how much they matter: those that serve before those that don't; of these, the ones in the last of the
 * configured environments first, since that is the nearest to production.
 */
export function nearestToProduction<
  D extends Pick<Deployment, 'status'> & { environment?: string },
>(deployments: readonly D[], environments: readonly Environment[]): D[] {
  const place = ({ environment }: D) => environments.findIndex(({ name }) => name === environment);
  const serves = ({ status }: D) => Number(status !== 'undeployed');
  return [...deployments].sort((a, b) => serves(b) - serves(a) || place(b) - place(a));
}
