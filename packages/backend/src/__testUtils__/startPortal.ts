import { resolve } from 'node:path';
import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import type { BackstageCredentials, PermissionsService } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Permission } from '@backstage/plugin-permission-common';
import type { PolicyQueryUser } from '@backstage/plugin-permission-node';
import mlopsPlugin from '@mlops-backstage/plugin-mlops-backend';
import request from 'supertest';
import { reviewModule } from '../permissions';
import { SamplePolicy } from '../permissions/SamplePolicy';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** A real model. */
const ARTIFACT = resolve(__dirname, '../../../../examples/flights/flight-delay-risk/1/model.onnx');

/** People and the groups that they are members of, all as entity references. */
export type Memberships = Readonly<Record<string, readonly string[]>>;

const userEntity = (ref: string, groups: readonly string[]): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: ref.split('/')[1], namespace: 'default' },
  spec: { profile: { displayName: ref }, memberOf: [...groups] },
  relations: groups.map(targetRef => ({ type: 'memberOf', targetRef })),
});

/**
 * The MLOps plugin with the policy of this portal. Sign-in is a mock: people are who the request says they are, members
 * of what they are told to be. The permission backend is left out, since Backstage's mock of tokens loses on whose behalf
 * a plugin asks it.
 */
export async function startPortal(memberships: Memberships, approvers: readonly string[]) {
  const knex = await databases.init('SQLITE_3');
  const policy = new SamplePolicy();
  const infoOf = (credentials: BackstageCredentials) => {
    const { userEntityRef } = credentials.principal as unknown as { userEntityRef: string };
    return {
      userEntityRef,
      ownershipEntityRefs: [userEntityRef, ...(memberships[userEntityRef] ?? [])],
    };
  };
  const decide = (permission: Permission, credentials: BackstageCredentials) =>
    policy.handle({ permission }, { info: infoOf(credentials), credentials } as PolicyQueryUser);
  const permissions: PermissionsService = {
    authorize: (requests, options) =>
      Promise.all(
        requests.map(({ permission }) =>
          decide(permission, (options as { credentials: BackstageCredentials }).credentials),
        ),
      ) as ReturnType<PermissionsService['authorize']>,
    authorizeConditional: (requests, options) =>
      Promise.all(
        requests.map(({ permission }) =>
          decide(permission, (options as { credentials: BackstageCredentials }).credentials),
        ),
      ) as ReturnType<PermissionsService['authorizeConditional']>,
  };
  const portal = await startTestBackend({
    features: [
      mlopsPlugin,
      reviewModule,
      mockServices.database.factory({ knex }),
      catalogServiceMock.factory({
        entities: Object.entries(memberships).map(([ref, groups]) => userEntity(ref, groups)),
      }),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => permissions,
      }),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () => ({ getUserInfo: async credentials => infoOf(credentials) }),
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          mlops: {
            artifacts: { directory: createMockDirectory().path },
            server: { port: 0, workers: 1, authentication: 'none' },
            lifecycle: {
              gates: { Production: { approvals: { count: 1, groups: [...approvers] } } },
            },
          },
        },
      }),
    ],
  });
  const api = request(portal.server);
  return {
    knex,
    /** Registers a model with a version, by upload, in the name of a person. */
    register(person: string, path: string, metadata: object) {
      return api
        .post(`/api/mlops${path}`)
        .set('authorization', mockCredentials.user.header(person))
        .field('metadata', JSON.stringify(metadata))
        .attach('artifact', ARTIFACT);
    },
    /** A call in the name of a person. */
    call(
      person: string,
      method: 'get' | 'put' | 'post' | 'patch' | 'delete',
      path: string,
      body?: object,
    ) {
      return api[method](`/api/mlops${path}`)
        .set('authorization', mockCredentials.user.header(person))
        .send(body);
    },
    stop: () => portal.stop(),
  };
}
