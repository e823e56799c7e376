import type { AuthService } from '@backstage/backend-plugin-api';
import { RELATION_HAS_MEMBER, RELATION_PARENT_OF } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** Groups below groups below …: an organisation is flatter, and one that goes round in a circle ends here too. */
const MAX_DEPTH = 10;
const KEPT_MS = 60_000;
const MAX_KEPT = 500;

const targets = (entity: Entity | undefined, type: string) =>
  entity?.relations?.filter(relation => relation.type === type).map(one => one.targetRef) ?? [];

/** Knows from the catalog who belongs to a group. What was found out is kept for a minute. */
export class CatalogGroups {
  private readonly kept = new Map<string, { owners: Promise<string[]>; until: number }>();

  constructor(
    private readonly catalog: CatalogService,
    private readonly auth: AuthService,
  ) {}

  /** The group itself, all groups below it and the members of any of these, as entity references in lower case. */
  ownersIn(group: string): Promise<string[]> {
    const ref = group.toLocaleLowerCase('en-US');
    const known = this.kept.get(ref);
    if (known && Date.now() < known.until) {
      return known.owners;
    }
    if (this.kept.size >= MAX_KEPT) {
      this.kept.clear();
    }
    const owners = this.find(ref);
    this.kept.set(ref, { owners, until: Date.now() + KEPT_MS });
    owners.catch(() => this.kept.delete(ref));
    return owners;
  }

  /** Those that the catalog doesn't have, or that are neither groups nor people; asked anew each time. */
  async missing(refs: string[]): Promise<string[]> {
    if (refs.length === 0) {
      return [];
    }
    const { items } = await this.catalog.getEntitiesByRefs(
      { entityRefs: refs, fields: ['kind'] },
      { credentials: await this.auth.getOwnServiceCredentials() },
    );
    return refs.filter((_, index) => !/^(Group|User)$/i.test(items[index]?.kind ?? ''));
  }

  private async find(group: string): Promise<string[]> {
    const credentials = await this.auth.getOwnServiceCredentials();
    const groups = new Set([group]);
    const members = new Set<string>();
    let level = [group];
    for (let depth = 0; level.length > 0 && depth < MAX_DEPTH; depth++) {
      const { items } = await this.catalog.getEntitiesByRefs(
        { entityRefs: level, fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'] },
        { credentials },
      );
      level = [];
      for (const entity of items) {
        targets(entity, RELATION_HAS_MEMBER).forEach(member => members.add(member));
        for (const below of targets(entity, RELATION_PARENT_OF)) {
          if (!groups.has(below)) {
            groups.add(below);
            level.push(below);
          }
        }
      }
    }
    return [...groups, ...members].map(ref => ref.toLocaleLowerCase('en-US'));
  }
}
