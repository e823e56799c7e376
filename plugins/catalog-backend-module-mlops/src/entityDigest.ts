import { createHash } from 'node:crypto';
import type { Entity } from '@backstage/catalog-model';

/**
 * On every entity of the registry: a digest of all the rest of it. By these the catalog tells in one request whether it
 * holds what the registry has, whichever replica put it there.
 */
export const DIGEST_ANNOTATION = 'mlops.io/digest';

/** An entity with its digest, which is part of nothing but the annotation. */
export function withDigest<T extends Entity>(entity: T): T {
  const digest = createHash('sha256').update(JSON.stringify(entity)).digest('hex');
  const annotations = { ...entity.metadata.annotations, [DIGEST_ANNOTATION]: digest };
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}

/** The digest that {@link withDigest} gave an entity. */
export function digestOf(entity: Entity): string {
  return entity.metadata.annotations![DIGEST_ANNOTATION];
}
