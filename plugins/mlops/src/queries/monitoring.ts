import { useApi } from '@backstage/frontend-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { mlopsApiRef } from '../api/mlopsApiRef';
import { boundsOf, type TimeWindow } from '../components/monitoring/timeWindow';

const REFRESH_MS = 30_000;

/**
 * Traffic of a deployment in a window. A window that ends now moves on with every refresh; the answer says which bounds
 * it is for.
 */
export function useTraffic(deployment: string, window: TimeWindow) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['traffic', deployment, window],
    queryFn: async ({ signal }) => {
      const bounds = boundsOf(window, Date.now());
      const query = { ...bounds, interval: window.interval };
      return { bounds, ...(await client.getTraffic({ path: { deployment }, query }, { signal })) };
    },
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}

export function useDrift(deployment: string, window: TimeWindow) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['drift', deployment, window],
    queryFn: async ({ signal }) => {
      const bounds = boundsOf(window, Date.now());
      const query = { ...bounds, interval: window.interval };
      return { bounds, ...(await client.getDrift({ path: { deployment }, query }, { signal })) };
    },
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}
