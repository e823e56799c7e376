import type { AuthService } from '@backstage/backend-plugin-api';
import type { QueryEntitiesInitialRequest } from '@backstage/catalog-client';
import { RELATION_MEMBER_OF, stringifyEntityRef } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';

type Query = NonNullable<QueryEntitiesInitialRequest['query']>;

/** Somebody who may sign in. */
export interface Person {
  /** Entity reference, in lower case. */
  ref: string;
  displayName?: string;
  /** The groups that the person is directly a member of, as entity references in lower case. */
  memberOf: string[];
}

const FIELDS = ['kind', 'metadata.name', 'metadata.namespace', 'spec.profile', 'relations'];
const NAMES = ['metadata.name', 'metadata.title', 'spec.profile.displayName'];

const begins = (search: string): Query[] =>
  NAMES.map(name => ({ [name]: { $hasPrefix: search } }) as Query);

function toPerson(entity: Entity): Person {
  const profile = entity.spec?.profile as { displayName?: unknown } | undefined;
  const memberOf = (entity.relations ?? [])
    .filter(({ type, targetRef }) => type === RELATION_MEMBER_OF && targetRef.startsWith('group:'))
    .map(({ targetRef }) => targetRef);
  return {
    ref: stringifyEntityRef(entity),
    ...(typeof profile?.displayName === 'string' && { displayName: profile.displayName }),
    memberOf: [...new Set(memberOf)],
  };
}

/** Knows the people of the catalog: all of them, whatever of the catalog whoever asks may see. */
export class CatalogPeople {
  constructor(
    private readonly catalog: CatalogService,
    private readonly auth: AuthService,
  ) {}

  /**
   * People by name.
   *
   * @param search - the beginning of the name of a person, or of a group that they are a member of
   */
  async list(page: {
    search?: string;
    offset: number;
    limit: number;
  }): Promise<{ people: Person[]; totalItems: number }> {
    const { search, offset, limit } = page;
    const credentials = await this.auth.getOwnServiceCredentials();
    const { items, totalItems } = await this.catalog.queryEntities(
      {
        query: search ? { $all: [{ kind: 'User' }, await this.found(search)] } : { kind: 'User' },
        fields: FIELDS,
        orderFields: { field: 'metadata.name', order: 'asc' },
        offset,
        limit,
      },
      { credentials },
    );
    return { people: items.map(toPerson), totalItems };
  }

  private async found(search: string): Promise<Query> {
    const groups: string[] = [];
    const pages = this.catalog.streamEntities(
      {
        query: { $all: [{ kind: 'Group' }, { $any: begins(search) }] },
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
      },
      { credentials: await this.auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) {
      groups.push(...page.map(group => stringifyEntityRef(group)));
    }
    const members = groups.map((targetRef): Query => ({
      relations: { $contains: { type: RELATION_MEMBER_OF, targetRef } },
    }));
    return { $any: [...begins(search), ...members] };
  }
}
