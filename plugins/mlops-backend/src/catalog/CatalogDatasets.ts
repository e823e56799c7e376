import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { RELATION_OWNED_BY, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** Knows from the catalog who owns data sets. */
export class CatalogDatasets {
  constructor(private readonly catalog: CatalogService) {}

  /** Entity reference of the owner by that of the data set, both in lower case, as far as whoever asks may see them. */
  async ownersOf(
    credentials: BackstageCredentials,
    datasets: string[],
  ): Promise<ReadonlyMap<string, string>> {
    if (datasets.length === 0) {
      return new Map();
    }
    const { items } = await this.catalog.getEntitiesByRefs(
      {
        entityRefs: datasets,
        fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'],
      },
      { credentials },
    );
    return new Map(
      items.flatMap(entity => {
        const owner = entity?.relations?.find(({ type }) => type === RELATION_OWNED_BY);
        return entity && owner
          ? [[stringifyEntityRef(entity), owner.targetRef.toLocaleLowerCase('en-US')] as const]
          : [];
      }),
    );
  }
}
