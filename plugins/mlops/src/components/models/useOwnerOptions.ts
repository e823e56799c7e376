import { stringifyEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef, entityPresentationApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';

export interface EntityOption {
  id: string;
  label: string;
}

const MOST_OPTIONS = 500;
const FIELDS = ['kind', 'metadata.name', 'metadata.namespace', 'metadata.title', 'spec.profile'];

/** The entities of a kind to choose from, with those already chosen among them. */
function useEntityOptions(kind: 'group' | 'system', chosen: readonly string[]): EntityOption[] {
  const catalog = useApi(catalogApiRef);
  const presentation = useApi(entityPresentationApiRef);
  const { data: known = [] } = useQuery({
    queryKey: ['entities', kind],
    staleTime: 60_000,
    queryFn: async () => {
      const { items } = await catalog.queryEntities({
        filter: { kind },
        fields: FIELDS,
        limit: MOST_OPTIONS,
      });
      return items.map(entity => ({
        id: stringifyEntityRef(entity),
        label: presentation.forEntity(entity).snapshot.primaryTitle,
      }));
    },
  });
  const missing = chosen.filter(ref => known.every(({ id }) => id !== ref));
  return [...known, ...missing.map(ref => ({ id: ref, label: ref }))].sort((a, b) =>
    a.label.localeCompare(b.label),
  );
}

/** The groups of the catalog as owners to choose from. */
export function useOwnerOptions(chosen: readonly string[] = []): EntityOption[] {
  return useEntityOptions('group', chosen);
}

/** The systems of the catalog that a model may be part of. */
export function useSystemOptions(chosen: readonly string[] = []): EntityOption[] {
  return useEntityOptions('system', chosen);
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
