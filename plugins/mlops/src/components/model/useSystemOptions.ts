import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef, entityPresentationApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';

const MOST_SYSTEMS = 500;
const FIELDS = ['kind', 'metadata.name', 'metadata.namespace', 'metadata.title'];

/** The systems of the catalog to choose from, with the present one among them. */
export function useSystemOptions(present: string | undefined) {
  const catalog = useApi(catalogApiRef);
  const presentation = useApi(entityPresentationApiRef);
  const { data: systems = [] } = useQuery({
    queryKey: ['systems'],
    staleTime: 60_000,
    queryFn: async () => {
      const { items } = await catalog.queryEntities({
        filter: { kind: 'system' },
        fields: FIELDS,
        limit: MOST_SYSTEMS,
      });
      return items.map(entity => ({
        id: stringifyEntityRef(entity),
        label: presentation.forEntity(entity).snapshot.primaryTitle,
      }));
    },
  });
  const isMissing = present !== undefined && systems.every(({ id }) => id !== present);
  return [...systems, ...(isMissing ? [{ id: present, label: present }] : [])].sort((a, b) =>
    a.label.localeCompare(b.label),
  );
}
