import type { AuthService } from '@backstage/backend-plugin-api';
import { ANNOTATION_ORIGIN_LOCATION, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  claimOf,
  isModelEntity,
  MODEL_ANNOTATION,
  modelOf,
  PROVIDER_LOCATION,
} from '@mlops-backstage/plugin-mlops-common';
import type { Claimant } from '@mlops-backstage/plugin-mlops-common';

/** The components and APIs of the catalog that somebody else than the registry put there. */
export interface DeclaredEntities {
  /** The entities that name a model as theirs, by the model's name. */
  readonly claims: ReadonlyMap<string, readonly Claimant[]>;
  readonly refs: ReadonlySet<string>;
}

/** Asks the catalog for the entities that aren't the registry's. */
export async function readDeclaredEntities(
  catalog: CatalogService,
  auth: AuthService,
): Promise<DeclaredEntities> {
  const claims = new Map<string, Claimant[]>();
  const refs = new Set<string>();
  const pages = catalog.streamEntities(
    {
      query: {
        $all: [
          { kind: { $in: ['Component', 'API'] } },
          { $not: { [`metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`]: PROVIDER_LOCATION } },
        ],
      },
      fields: [
        'kind',
        'metadata.name',
        'metadata.namespace',
        `metadata.annotations.${MODEL_ANNOTATION}`,
        'spec.owner',
      ],
      totalItems: 'exclude',
    },
    { credentials: await auth.getOwnServiceCredentials() },
  );
  for await (const page of pages) {
    for (const entity of page) {
      const ref = stringifyEntityRef(entity);
      refs.add(ref);
      if (isModelEntity(entity)) {
        const model = modelOf(entity)!;
        claims.set(model, [...(claims.get(model) ?? []), claimOf(entity)]);
      }
    }
  }
  return { claims, refs };
}
