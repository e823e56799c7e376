import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { mlopsApiRef } from '../api/mlopsApiRef';

/** It is configured: it changes when the backend starts anew. */
const FRESH_MS = 5 * 60_000;

/** The stages with the transitions between them, and the environments in their order. */
export function useLifecyclePolicy() {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['lifecycle-policy'],
    queryFn: ({ signal }) => client.getLifecyclePolicy({}, { signal }),
    staleTime: FRESH_MS,
  });
}
