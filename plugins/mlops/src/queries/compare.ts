import { useApi } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type {
  ComparedVersion,
  Deployment,
  MlopsClient,
  Version,
} from '@mlops-backstage/plugin-mlops-common';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { mlopsApiRef } from '../api/mlopsApiRef';
import { reasonOf } from './errors';

export interface Comparison {
  items: ComparedVersion[];
  /** Versions that aren't there or that the person may not read, each with the backend's reason. */
  unreadable: { ref: string; reason: string }[];
}

const isUnreadable = (error: unknown) =>
  error instanceof ResponseError && (error.statusCode === 404 || error.statusCode === 403);

/** Versions beside each other, in the given order (`flight-delay-risk@2`). Those that can't be read don't hide the others. */
export function useComparison(refs: readonly string[]) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['compare', refs],
    queryFn: ({ signal }) => compare(client, refs, signal),
    enabled: refs.length > 0,
    placeholderData: keepPreviousData,
  });
}

async function compare(
  client: MlopsClient,
  refs: readonly string[],
  signal: AbortSignal,
): Promise<Comparison> {
  const read = (version: string[]) => client.compareVersions({ query: { version } }, { signal });
  try {
    return { items: (await read([...refs])).items, unreadable: [] };
  } catch (error) {
    if (!isUnreadable(error)) {
      throw error;
    }
    // One of them spoils the answer for all: which one is found by asking for each.
    const answers = await Promise.allSettled(refs.map(ref => read([ref])));
    const failure = answers.find(a => a.status === 'rejected' && !isUnreadable(a.reason));
    if (failure) {
      throw (failure as PromiseRejectedResult).reason;
    }
    return {
      items: answers.flatMap(a => (a.status === 'fulfilled' ? a.value.items : [])),
      unreadable: answers.flatMap((a, index) =>
        a.status === 'rejected' ? [{ ref: refs[index], reason: reasonOf(a.reason) }] : [],
      ),
    };
  }
}

/** The deployments of several models, by model; those that can't be read are left out. */
export function useDeploymentsOfModels(models: readonly string[]): Map<string, Deployment[]> {
  const client = useApi(mlopsApiRef);
  return useQueries({
    queries: models.map(model => ({
      queryKey: ['deployments', model],
      queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Deployment[]> =>
        (await client.listDeployments({ query: { model, limit: 100 } }, { signal })).items,
    })),
    combine: answers =>
      new Map(
        answers.flatMap(({ data }, index): [string, Deployment[]][] =>
          data ? [[models[index], data]] : [],
        ),
      ),
  });
}

/** The newest versions of a model to choose from; asks nothing while it isn't known of which. */
export function useNewestVersions(model: string | undefined) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['versions', model, 'newest'],
    queryFn: async ({ signal }): Promise<Version[]> =>
      (await client.listVersions({ path: { model: model! }, query: { limit: 100 } }, { signal }))
        .items,
    enabled: model !== undefined,
  });
}
