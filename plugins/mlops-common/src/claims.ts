import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';

/** An entity of the catalog that names a model as its own. */
export interface Claimant {
  /** Its reference, in lower case. */
  ref: string;
  /** The reference of its owner, in lower case; undefined where it names none. */
  owner: string | undefined;
}

/** The claim of an entity, whose `kind`, `metadata` and `spec.owner` have to be there. */
export function claimOf(entity: Entity): Claimant {
  return { ref: stringifyEntityRef(entity), owner: ownerOf(entity) };
}

function ownerOf(entity: Entity): string | undefined {
  const owner = entity.spec?.owner;
  if (typeof owner !== 'string') {
    return undefined;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(owner, {
        defaultKind: 'Group',
        defaultNamespace: entity.metadata.namespace ?? 'default',
      }),
    );
  } catch {
    // What is no reference owns nothing.
    return undefined;
  }
}

/**
 * The entity that stands for a model, of those that somebody declared: the one that the model was registered from or
 * else, since anybody may write an annotation, one of the model's owner; of several of these the one whose reference
 * sorts first.
 */
export function standsFor(
  model: { owner: string; declaredBy?: string },
  claimants: readonly Claimant[],
): string | undefined {
  const refs = claimants
    .filter(({ ref, owner }) => ref === model.declaredBy || owner === model.owner)
    .map(({ ref }) => ref)
    .sort();
  return model.declaredBy !== undefined && refs.includes(model.declaredBy)
    ? model.declaredBy
    : refs[0];
}
