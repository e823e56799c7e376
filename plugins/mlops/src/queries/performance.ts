import { useApi } from '@backstage/frontend-plugin-api';
import type { PredictionSettings } from '@mlops-backstage/plugin-mlops-common';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { mlopsApiRef } from '../api/mlopsApiRef';
import { boundsOf, type TimeWindow } from '../components/monitoring/timeWindow';

const REFRESH_MS = 60_000;

/**
 * How good the predictions of a deployment turned out to be in a window, and by the values of a column if one is given.
 * The answer says which bounds it is for.
 */
export function usePerformance(deployment: string, window: TimeWindow, slice?: string) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['performance', deployment, window, slice],
    queryFn: async ({ signal }) => {
      const bounds = boundsOf(window, Date.now());
      const query = { ...bounds, interval: window.interval, slice };
      return {
        bounds,
        ...(await client.getPerformance({ path: { deployment }, query }, { signal })),
      };
    },
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}

/** What a deployment logs of its predictions. */
export function usePredictionSettings(deployment: string) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['prediction-settings', deployment],
    queryFn: ({ signal }) => client.getPredictionSettings({ path: { deployment } }, { signal }),
  });
}

export function useSetPredictionSettings(deployment: string) {
  const client = useApi(mlopsApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: PredictionSettings & { reason: string }) =>
      client.setPredictionSettings({ path: { deployment }, body }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['prediction-settings', deployment] }),
        queries.invalidateQueries({ queryKey: ['performance', deployment] }),
      ]),
  });
}
