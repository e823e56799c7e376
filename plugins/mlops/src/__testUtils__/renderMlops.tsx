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
import { MlopsClient } from '@mlops-backstage/plugin-mlops-common';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useLocation } from 'react-router-dom';
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
}

function Location() {
  const { search } = useLocation();
  return <output aria-label="location">{search}</output>;
}

/** Renders a part of the plugin with its real client, as a person who may do all but what is denied. */
export function renderMlops(
  element: ReactElement,
  { path = '/', denied = [] }: RenderOptions = {},
) {
  const permissions = {
    async authorize({ permission }) {
      return { result: denied.includes(permission.name) ? 'DENY' : 'ALLOW' };
    },
  } as PermissionApi;
  const client = new MlopsClient({ discoveryApi: { getBaseUrl: async () => BASE_URL } });
  return renderInTestApp(
    <QueryClientProvider client={createMlopsQueryClient()}>
      {element}
      <Location />
    </QueryClientProvider>,
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
