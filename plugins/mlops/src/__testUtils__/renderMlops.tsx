import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  defaultEntityPresentation,
  entityPresentationApiRef,
  entityRouteRef,
  type EntityPresentationApi,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef, type PermissionApi } from '@backstage/plugin-permission-react';
import { MlopsClient, mlopsPermissions, type Grant } from '@mlops-backstage/plugin-mlops-common';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useLocation } from 'react-router-dom';
import { SWRConfig } from 'swr';
import { mlopsApiRef } from '../api/mlopsApiRef';
import { createMlopsQueryClient } from '../queries/QueryRoot';
import { rootRouteRef } from '../routes';

/** Where the tests' HTTP goes; msw answers there. */
export const BASE_URL = 'http://backend.test/api/mlops';

const group = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'flight-operations', namespace: 'default', title: 'Flight Operations' },
  spec: { type: 'team', children: [] },
};

const presentation: EntityPresentationApi = {
  forEntity(entity, context) {
    const snapshot = defaultEntityPresentation(entity, context);
    return { snapshot, promise: Promise.resolve(snapshot) };
  },
};

interface RenderOptions {
  /** Where the browser is, with its query. */
  path?: string;
  /** Names of the permissions that the person lacks. */
  denied?: string[];
  /** What the person may do with the model, where that depends on stages and environments or has a reason. */
  grants?: Grant[];
}

/** The HTTP of the tests, with what the person may do answered as the permissions are. */
function fetchWith(denied: string[], grants: Grant[]): typeof fetch {
  const special = new Set(grants.map(({ permission }) => permission));
  const others = mlopsPermissions
    .filter(({ name }) => !special.has(name))
    .map(({ name }): Grant => ({ permission: name, granted: !denied.includes(name) }));
  return async (input, init) =>
    /\/models\/[^/]+\/access$/.test(String(input))
      ? new Response(JSON.stringify({ items: [...grants, ...others] }))
      : fetch(input, init);
}

function Location() {
  const { search } = useLocation();
  return <output aria-label="location">{search}</output>;
}

/** Renders a part of the plugin with its real client, as a person who may do all but what is denied. */
export function renderMlops(
  element: ReactElement,
  { path = '/', denied = [], grants = [] }: RenderOptions = {},
) {
  const permissions = {
    async authorize({ permission }) {
      return { result: denied.includes(permission.name) ? 'DENY' : 'ALLOW' };
    },
  } as PermissionApi;
  const client = new MlopsClient({
    discoveryApi: { getBaseUrl: async () => BASE_URL },
    fetchApi: { fetch: fetchWith(denied, grants) },
  });
  return renderInTestApp(
    // Backstage keeps permissions in a cache of the whole window, and for two seconds doesn't ask again.
    <SWRConfig value={{ provider: () => new Map() }}>
      <QueryClientProvider client={createMlopsQueryClient()}>
        {element}
        <Location />
      </QueryClientProvider>
    </SWRConfig>,
    {
      initialRouteEntries: [path],
      mountedRoutes: {
        '/mlops': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        [mlopsApiRef, client],
        [catalogApiRef, catalogApiMock({ entities: [group] })],
        [entityPresentationApiRef, presentation],
        [permissionApiRef, permissions],
        mockApis.identity({
          userEntityRef: 'user:default/guest',
          ownershipEntityRefs: ['user:default/guest', 'group:default/flight-operations'],
        }),
      ],
    },
  );
}
