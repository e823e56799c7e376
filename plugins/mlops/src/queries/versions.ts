import { useApi } from '@backstage/frontend-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { mlopsApiRef } from '../api/mlopsApiRef';

export function useVersionPage(model: string, cursor: string | undefined, limit: number) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['versions', model, { cursor, limit }],
    queryFn: ({ signal }) =>
      client.listVersions({ path: { model }, query: { cursor, limit } }, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** One version; asks nothing while it isn't known which. */
export function useVersion(model: string, version: number | undefined) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['version', model, version],
    queryFn: ({ signal }) => client.getVersion({ path: { model, version: version! } }, { signal }),
    enabled: version !== undefined,
  });
}

export function useEvaluations(model: string, version: number) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['evaluations', model, version],
    queryFn: async ({ signal }) =>
      (await client.listEvaluations({ path: { model, version } }, { signal })).items,
  });
}
