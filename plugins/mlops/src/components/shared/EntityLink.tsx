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

/** What the backend calls itself when nobody asked it: what it found in the catalog, what time brings. */
const SERVICES: Record<string, string> = {
  'plugin:mlops': 'the portal',
  'plugin:mlops/alerts': 'the portal’s alert rules',
  'plugin:mlops/bake': 'the portal’s watch over new versions',
  'plugin:mlops/catalog': 'the catalog',
  'plugin:mlops/checkpoint': 'the portal’s schedule',
  'plugin:mlops/purge': 'the portal’s schedule',
  'plugin:mlops/retention': 'the portal’s schedule',
  'plugin:mlops/retraining': 'the portal’s retraining',
};

/** Who made something: a link to a person or group, plain words for a service, which has no page. */
export function Author({ name }: { name: string }) {
  if (/^(user|group):[^/]+\/[^/]+$/i.test(name)) {
    return <EntityLink entityRef={name} />;
  }
  return <>{Object.hasOwn(SERVICES, name) ? SERVICES[name] : name}</>;
}
