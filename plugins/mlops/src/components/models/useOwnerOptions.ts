import { stringifyEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef, entityPresentationApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';

export interface OwnerOption {
  id: string;
  label: string;
}

const MOST_GROUPS = 500;
const FIELDS = ['kind', 'metadata.name', 'metadata.namespace', 'metadata.title', 'spec.profile'];

/** The groups of the catalog as owners to choose from, with those already chosen among them. */
export function useOwnerOptions(chosen: readonly string[] = []): OwnerOption[] {
  const catalog = useApi(catalogApiRef);
  const presentation = useApi(entityPresentationApiRef);
  const { data: groups = [] } = useQuery({
    queryKey: ['owners', 'groups'],
    staleTime: 60_000,
    queryFn: async () => {
      const { items } = await catalog.queryEntities({
        filter: { kind: 'group' },
        fields: FIELDS,
        limit: MOST_GROUPS,
      });
      return items.map(entity => ({
        id: stringifyEntityRef(entity),
        label: presentation.forEntity(entity).snapshot.primaryTitle,
      }));
    },
  });
  const missing = chosen.filter(ref => groups.every(group => group.id !== ref));
  return [...groups, ...missing.map(ref => ({ id: ref, label: ref }))].sort((a, b) =>
    a.label.localeCompare(b.label),
  );
}

/** Whom the signed-in person may own things as: their groups first, then themself. */
export function useOwnIdentities(): string[] {
  const identity = useApi(identityApiRef);
  const { data } = useQuery({
    queryKey: ['owners', 'self'],
    staleTime: 60_000,
    queryFn: async () => {
      const { ownershipEntityRefs, userEntityRef } = await identity.getBackstageIdentity();
      const groups = ownershipEntityRefs.filter(ref => ref !== userEntityRef);
      return [...groups, userEntityRef];
    },
  });
  return data ?? [];
}
