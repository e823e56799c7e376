import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Deployment,
  DeploymentRequest,
  InferRequest,
} from '@mlops-backstage/plugin-mlops-common';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { mlopsApiRef } from '../api/mlopsApiRef';
import { pollWhile } from './pollWhile';

/** The deployments of a model, by name; the newest state within 2 s while one is being deployed. */
export function useDeployments(model: string) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['deployments', model],
    queryFn: async ({ signal }): Promise<Deployment[]> =>
      (await client.listDeployments({ query: { model, limit: 100 } }, { signal })).items,
    refetchInterval: pollWhile<Deployment[]>(all => all.some(d => d.status === 'deploying')),
  });
}

export function useRevisionPage(deployment: string, revision: number, cursor?: string) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    // The present revision is part of the key: a new one makes the history stale.
    queryKey: ['revisions', deployment, revision, cursor],
    queryFn: ({ signal }) =>
      client.listRevisions({ path: { deployment }, query: { cursor, limit: 10 } }, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** What a person decides in the deploy dialog: a new endpoint, or another version on one that exists. */
export type DeployDecision =
  | { kind: 'create'; request: DeploymentRequest }
  | { kind: 'change'; deployment: string; version: number; reason: string };

export function useDeploy() {
  const client = useApi(mlopsApiRef);
  const onSuccess = useRefreshDeployments();
  return useMutation({
    mutationFn: (decision: DeployDecision) =>
      decision.kind === 'create'
        ? client.createDeployment({ body: decision.request })
        : client.deployVersion({
            path: { deployment: decision.deployment },
            body: { version: decision.version, reason: decision.reason },
          }),
    onSuccess,
  });
}

export function useUndeploy() {
  const client = useApi(mlopsApiRef);
  const onSuccess = useRefreshDeployments();
  return useMutation({
    mutationFn: ({ deployment, reason }: { deployment: string; reason: string }) =>
      client.undeploy({ path: { deployment }, body: { reason } }),
    onSuccess,
  });
}

/** Asks for a prediction and measures how long the answer took, seen from here. */
export function useInfer(deployment: string) {
  const client = useApi(mlopsApiRef);
  return useMutation({
    mutationFn: async (body: InferRequest) => {
      const sent = performance.now();
      const response = await client.infer({ path: { deployment }, body });
      return { response, milliseconds: performance.now() - sent };
    },
  });
}

function useRefreshDeployments() {
  const queries = useQueryClient();
  return async (deployment: Deployment) => {
    await queries.invalidateQueries({ queryKey: ['deployments', deployment.model] });
    await queries.invalidateQueries({ queryKey: ['models'] });
  };
}
