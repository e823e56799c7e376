import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef, useEntityPresentation } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import type { ReactNode } from 'react';

/** The address of an entity's page; undefined in a portal without the catalog's pages. */
export function useEntityHref(): (entityRef: string) => string | undefined {
  const route = useRouteRef(entityRouteRef);
  return entityRef => {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    return route?.({
      kind: kind.toLocaleLowerCase('en-US'),
      namespace: namespace.toLocaleLowerCase('en-US'),
      name,
    });
  };
}

interface EntityLinkProps {
  entityRef: string;
  children?: ReactNode;
}

/** A link to an entity's page, by the name that the catalog presents it with. */
export function EntityLink({ entityRef, children }: EntityLinkProps) {
  const href = useEntityHref()(entityRef);
  const { primaryTitle } = useEntityPresentation(entityRef);
  const text = children ?? primaryTitle;
  return href ? <Link href={href}>{text}</Link> : <>{text}</>;
}

/** Who made something: a person with an entity, or a service's name. */
export function Author({ name }: { name: string }) {
  return /^[a-z]+:.+\/.+$/i.test(name) ? <EntityLink entityRef={name} /> : <>{name}</>;
}
