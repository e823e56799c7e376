import { useApi } from '@backstage/frontend-plugin-api';
import type { RequestOf } from '@mlops-backstage/plugin-mlops-common';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { mlopsApiRef } from '../api/mlopsApiRef';
import type { DriftReference } from '../components/monitoring/driftReference';
import { referenceQuery } from '../components/monitoring/driftReference';
import type { Served } from '../components/monitoring/served';
import { boundsOf, type TimeWindow } from '../components/monitoring/timeWindow';

const REFRESH_MS = 30_000;

/** What a page of the health of deployments is asked for by. */
export type HealthListQuery = NonNullable<RequestOf<'listDeploymentHealth'>['query']>;

const ALL: Served = {};
const TRAINING: DriftReference = { kind: 'training' };

/**
 * Traffic of a deployment in a window. A window that ends now moves on with every refresh; the answer says which bounds
 * it is for.
 */
export function useTraffic(deployment: string, window: TimeWindow, served: Served = ALL) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['traffic', deployment, window, served],
    queryFn: async ({ signal }) => {
      const bounds = boundsOf(window, Date.now());
      const query = { ...bounds, interval: window.interval, ...served };
      return { bounds, ...(await client.getTraffic({ path: { deployment }, query }, { signal })) };
    },
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}

export function useDrift(
  deployment: string,
  window: TimeWindow,
  served: Served = ALL,
  reference: DriftReference = TRAINING,
) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['drift', deployment, window, served, reference],
    queryFn: async ({ signal }) => {
      const bounds = boundsOf(window, Date.now());
      const query = {
        ...bounds,
        interval: window.interval,
        ...served,
        ...referenceQuery(reference),
      };
      return { bounds, ...(await client.getDrift({ path: { deployment }, query }, { signal })) };
    },
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}

/** As many as one page of the contract holds; a model with more endpoints isn't told of all. */
const LARGEST_PAGE = 100;

/** How one deployment of a model is doing; the answer is shared by all that ask of the model. */
export function useHealthOf(model: string, deployment: string) {
  const page = useHealthPage({ model, limit: LARGEST_PAGE });
  return { ...page, data: page.data?.items.find(one => one.deployment.name === deployment) };
}

/** A page of how deployments are doing, the worst first. */
export function useHealthPage(query: HealthListQuery) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['deployments', { health: query }],
    queryFn: ({ signal }) => client.listDeploymentHealth({ query }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}
