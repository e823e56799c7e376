import { useApi } from '@backstage/frontend-plugin-api';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { mlopsApiRef } from '../api/mlopsApiRef';

/** As many versions as one page of the contract holds. */
const LARGEST_PAGE = 100;
/** As many evaluations as one page of the contract holds. */
const MOST_POINTS = 500;

export function useVersionPage(model: string, cursor: string | undefined, limit: number) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['versions', model, { cursor, limit }],
    queryFn: ({ signal }) =>
      client.listVersions({ path: { model }, query: { cursor, limit } }, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** The newest deleted versions that can still be restored; asks nothing while nobody wants to see them. */
export function useDeletedVersions(model: string, enabled: boolean) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['versions', model, 'deleted'],
    queryFn: ({ signal }) =>
      client.listVersions(
        { path: { model }, query: { deleted: true, limit: LARGEST_PAGE } },
        { signal },
      ),
    enabled,
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

/** The metrics of all versions, the newest 500 evaluations, newest first. */
export function useModelEvaluations(model: string) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['evaluations', model, 'all'],
    queryFn: ({ signal }) =>
      client.listModelEvaluations({ path: { model }, query: { limit: MOST_POINTS } }, { signal }),
  });
}

/** The versions of a model, newest first, a page after another as they are asked for. */
export function useVersionsSoFar(model: string) {
  const client = useApi(mlopsApiRef);
  return useInfiniteQuery({
    queryKey: ['versions', model, 'so-far'],
    queryFn: ({ pageParam, signal }) =>
      client.listVersions(
        { path: { model }, query: { cursor: pageParam, limit: LARGEST_PAGE } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextCursor,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
}
