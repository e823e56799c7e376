import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { mlopsApiRef } from '../api/mlopsApiRef';

/** Labels and predictions come all the time, and the comparison takes the backend a moment. */
const REFRESH_MS = 60_000;

/** What a version predicts against what the champion predicts, since they serve beside each other. */
export function useServedComparison(deployment: string, version: number, champion: number) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['comparison', deployment, version, champion],
    queryFn: ({ signal }) =>
      client.compareServed(
        { path: { deployment }, query: { version, against: champion } },
        { signal },
      ),
    staleTime: REFRESH_MS,
    refetchInterval: REFRESH_MS,
  });
}
