import { useApi } from '@backstage/frontend-plugin-api';
import type {
  BakeLimits,
  Deployment,
  DeploymentRequest,
  InferRequest,
} from '@mlops-backstage/plugin-mlops-common';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { mlopsApiRef } from '../api/mlopsApiRef';
import { pollWhile } from './pollWhile';

/** As many as one page of the contract holds. */
const LARGEST_PAGE = 100;
/** A model with more endpoints than this shows the first of them. */
const MOST_OF_MODEL = 1000;

const isSettling = ({ status }: Deployment) => status === 'deploying';
const isBaking = ({ bakes }: Deployment) => bakes.some(({ state }) => state === 'baking');

/** The deployments of a model, by name; the newest state within 2 s while one is being deployed, and 10 s while one is watched. */
export function useDeployments(model: string, enabled = true) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['deployments', model],
    queryFn: async ({ signal }): Promise<Deployment[]> => {
      const all: Deployment[] = [];
      let cursor: string | undefined;
      do {
        const query = { model, limit: LARGEST_PAGE, cursor };
        const page = await client.listDeployments({ query }, { signal });
        all.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== undefined && all.length < MOST_OF_MODEL);
      return all;
    },
    refetchInterval: pollWhile<Deployment[]>(
      all => all.some(isSettling),
      all => all.some(isBaking),
    ),
    enabled,
  });
}

export function useRevisionPage(
  deployment: string,
  revision: number,
  cursor?: string,
  limit: number = 10,
) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    // The present revision is part of the key: a new one makes the history stale.
    queryKey: ['revisions', deployment, revision, { cursor, limit }],
    queryFn: ({ signal }) =>
      client.listRevisions({ path: { deployment }, query: { cursor, limit } }, { signal }),
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

/** A change of what an existing deployment serves; each is a revision of it. */
export type DeploymentChange = { reason: string } & (
  | { kind: 'undeploy' }
  | { kind: 'canary'; version: number; weight: number }
  | { kind: 'remove-canary' }
  | { kind: 'challengers'; versions: number[] }
  | { kind: 'follow'; follow: Deployment['follow'] }
  | { kind: 'bake'; bakeLimits: BakeLimits | null }
  | { kind: 'rollback'; revision: number }
);

export function useChangeDeployment(deployment: string) {
  const client = useApi(mlopsApiRef);
  const onSuccess = useRefreshDeployments();
  const path = { deployment };
  return useMutation({
    mutationFn: (change: DeploymentChange): Promise<Deployment> => {
      const { reason } = change;
      switch (change.kind) {
        case 'undeploy':
          return client.undeploy({ path, body: { reason } });
        case 'canary': {
          const { version, weight } = change;
          return client.setCanary({ path, body: { version, weight, reason } });
        }
        case 'remove-canary':
          return client.removeCanary({ path, query: { reason } });
        case 'challengers':
          return client.setChallengers({ path, body: { versions: change.versions, reason } });
        case 'follow': {
          const follow = change.follow ?? null;
          return client.configureDeployment({ path, body: { follow, reason } });
        }
        case 'bake': {
          const { bakeLimits } = change;
          return client.configureDeployment({ path, body: { bakeLimits, reason } });
        }
        default:
          return client.rollBack({ path, body: { revision: change.revision, reason } });
      }
    },
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
  return async () => {
    await queries.invalidateQueries({ queryKey: ['deployments'] });
    await queries.invalidateQueries({ queryKey: ['models'] });
  };
}
