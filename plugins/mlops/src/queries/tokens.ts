import { useApi } from '@backstage/frontend-plugin-api';
import type { TokenLimitsRequest, TokenRequest } from '@mlops-backstage/plugin-mlops-common';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { mlopsApiRef } from '../api/mlopsApiRef';

const PAGE_SIZE = 10;
/** A token's last use becomes known within some seconds. */
const REFRESH_MS = 30_000;

/** The tokens of an endpoint, newest first. */
export function useTokenPage(deployment: string, cursor?: string) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['tokens', deployment, { cursor }],
    queryFn: ({ signal }) =>
      client.listTokens({ path: { deployment }, query: { cursor, limit: PAGE_SIZE } }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}

export function useCreateToken(deployment: string) {
  const client = useApi(mlopsApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: TokenRequest) => client.createToken({ path: { deployment }, body }),
    // The answer holds a secret: it is gone as soon as nobody shows it any more.
    gcTime: 0,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  });
}

export function useRevokeToken(deployment: string) {
  const client = useApi(mlopsApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ token, reason }: { token: string; reason: string }) =>
      client.revokeToken({ path: { deployment, token }, query: { reason } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  });
}

export function useLimitToken(deployment: string) {
  const client = useApi(mlopsApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ token, limits }: { token: string; limits: TokenLimitsRequest }) =>
      client.setTokenLimits({ path: { deployment, token }, body: limits }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  });
}

/** The tokens whose secret begins so; asks nothing while the beginning is too short to tell. */
export function useTokensBeginning(prefix: string | undefined) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['tokens', { prefix }],
    queryFn: async ({ signal }) =>
      (await client.findTokens({ query: { prefix: prefix! } }, { signal })).items,
    enabled: prefix !== undefined,
  });
}
