import { generateKeyPairSync } from 'node:crypto';
import { resolve } from 'node:path';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import type {
  BackstageCredentials,
  PermissionsService,
  SchedulerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { createMockDirectory, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { notificationService } from '@backstage/plugin-notifications-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Permission, PolicyDecision } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import request from 'supertest';
import type { RemoteSources } from '../artifacts/remote/RemoteSources';
import { mlopsPlugin } from '../plugin';

/** The flights example, from where jest runs. */
export const flights = resolve(__dirname, '../../../../examples/flights');

/** What a started plugin signs its audit trail with. */
export const signingKey = generateKeyPairSync('ed25519')
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

/** Decides like a permission policy: for a permission and whoever asks. */
export type TestPolicy = (permission: Permission, userRef: string | undefined) => PolicyDecision;

const allowAll: TestPolicy = () => ({ result: AuthorizeResult.ALLOW });

function permissionsFor(policy: TestPolicy): PermissionsService {
  const decide = (permission: Permission, credentials: BackstageCredentials) =>
    policy(permission, (credentials.principal as { userEntityRef?: string }).userEntityRef);
  return {
    authorize: async (requests, { credentials }: any) =>
      requests.map(({ permission }) => decide(permission, credentials) as any),
    authorizeConditional: async (requests, { credentials }: any) =>
      requests.map(({ permission }) => decide(permission, credentials)) as any,
  };
}

function userInfoOf(groups: Record<string, string[]>): UserInfoService {
  return {
    async getUserInfo({ principal }: any) {
      const ref: string = principal.userEntityRef;
      return { userEntityRef: ref, ownershipEntityRefs: [ref, ...(groups[ref] ?? [])] };
    },
  };
}

/** A running plugin on a port of its own, with real uploads, real ONNX Runtime and the given database. */
export async function startMlops(options: {
  knex: Knex;
  policy?: TestPolicy;
  entities?: Entity[];
  maxArtifactBytes?: number;
  /** From where artifacts may be fetched. */
  remote?: RemoteSources;
  /** Whether it has a key to sign its audit trail with. */
  isSigned?: boolean;
  directory?: string;
  /** Default: everybody may ask endpoints. */
  authentication?: 'tokens' | 'none';
  /** The groups that people are in, by their entity references. */
  groups?: Record<string, string[]>;
  /** What happens to notifications. Default: they can't be sent, since there is no plugin for them. */
  notifications?: NotificationService;
  /** Further configuration of the plugin. */
  mlops?: JsonObject;
}) {
  const directory = options.directory ?? createMockDirectory().path;
  let scheduler: SchedulerService | undefined;
  const schedulerTaker = createBackendModule({
    pluginId: 'mlops',
    moduleId: 'scheduler-taker',
    register: env =>
      env.registerInit({
        deps: { service: coreServices.scheduler },
        async init({ service }) {
          scheduler = service;
        },
      }),
  });
  const backend = await startTestBackend({
    features: [
      mlopsPlugin,
      schedulerTaker,
      mockServices.database.factory({ knex: options.knex }),
      catalogServiceMock.factory({ entities: options.entities ?? [] }),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => permissionsFor(options.policy ?? allowAll),
      }),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () => userInfoOf(options.groups ?? {}),
      }),
      ...(options.notifications
        ? [
            createServiceFactory({
              service: notificationService,
              deps: {},
              factory: () => options.notifications!,
            }),
          ]
        : []),
      mockServices.scheduler.factory({ includeInitialDelayedTasksOnStartup: true }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          mlops: {
            artifacts: {
              directory,
              maxBytes: options.maxArtifactBytes ?? 10_000_000,
              ...(options.remote && { remote: options.remote as JsonObject }),
            },
            server: { port: 0, workers: 1, authentication: options.authentication ?? 'none' },
            ...(options.isSigned && { audit: { signingKey } }),
            monitoring: { flushInterval: { milliseconds: 200 } },
            catalog: { fileRoots: [flights] },
            ...options.mlops,
          },
        },
      }),
    ],
  });
  const { server } = backend;
  return {
    backend,
    server,
    directory,
    api: request(server),
    /** Runs a scheduled task: each is run at the start, and none by itself later. */
    runTask: (id: string) => scheduler!.triggerTask(id),
    stop: () => backend.stop(),
  };
}

/** Asks again until the answer is truthy. */
export async function eventually<T>(
  ask: () => Promise<T | undefined | false>,
  timeoutMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer) {
      return answer;
    }
    if (Date.now() > deadline) {
      throw new Error(`Still not so after ${timeoutMs} ms`);
    }
    await new Promise(done => setTimeout(done, 50));
  }
}
