import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';

/** The entity of the signed-in person; undefined until it is known. */
export function useMyEntityRef(): string | undefined {
  const identity = useApi(identityApiRef);
  return useQuery({
    queryKey: ['my-identity'],
    queryFn: async () => (await identity.getBackstageIdentity()).userEntityRef,
    staleTime: Infinity,
  }).data;
}
