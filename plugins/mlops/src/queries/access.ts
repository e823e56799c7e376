import { useApi } from '@backstage/frontend-plugin-api';
import type { Grant } from '@mlops-backstage/plugin-mlops-common';
import { useQuery } from '@tanstack/react-query';
import { mlopsApiRef } from '../api/mlopsApiRef';
import { refusalOf, type AccessScope } from '../components/shared/refusalOf';
import { reasonOf } from './errors';

/** Rights change rarely; the backend decides all the same when something is done. */
const FRESH_MS = 60_000;

/** What the signed-in person may do with a model. */
export interface Access {
  /** Undefined until it is known. */
  grants: readonly Grant[] | undefined;
  /** Why it couldn't be read. */
  error: Error | null;
  /**
   * Why the person may not do something; undefined where they may. With a scope: at a version of this stage, at a
   * deployment in this environment; without, wherever they may.
   */
  refusal(permission: { name: string }, scope?: AccessScope): string | undefined;
}

/** What the signed-in person may do with a model, read once for all that shows it; not before it is `enabled`. */
export function useAccess(model: string, enabled = true): Access {
  const client = useApi(mlopsApiRef);
  const { data, error } = useQuery({
    queryKey: ['access', model],
    queryFn: async ({ signal }): Promise<Grant[]> =>
      (await client.getAccess({ path: { model } }, { signal })).items,
    staleTime: FRESH_MS,
    enabled,
  });
  return {
    grants: data,
    error,
    refusal: ({ name }, scope) => {
      if (data) {
        return refusalOf(data, name, scope);
      }
      return error
        ? `Your permission could not be checked: ${reasonOf(error)}`
        : 'Checking your permission…';
    },
  };
}
