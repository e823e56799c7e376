import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import { createMockDirectory, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { REGISTRY_TOPIC } from '@mlops-backstage/plugin-mlops-common';
import { REFRESH_TASK } from '../MlopsEntityProvider';
import { catalogModuleMlops } from '../module';
import { FakeRegistry } from './FakeRegistry';

/** A real catalog with the module, a file of declared entities, and an MLOps backend whose content tests decide. */
export async function startCatalog(options: { config?: object } = {}) {
  const folder = createMockDirectory();
  const declare = (...entities: object[]) =>
    folder.addContent({ 'entities.yaml': entities.map(e => JSON.stringify(e)).join('\n---\n') });
  declare();
  const registry = new FakeRegistry();
  const scheduler = mockServices.scheduler();
  const events = mockServices.events();
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);

  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleMlops,
      registry.plugin,
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      createServiceFactory({ service: eventsServiceRef, deps: {}, factory: () => events }),
      createServiceFactory({ service: coreServices.logger, deps: {}, factory: () => logger }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'https://portal.example.com/' },
          catalog: {
            processingInterval: { seconds: 1 },
            stitchingStrategy: { pollingInterval: { milliseconds: 100 } },
            locations: [{ type: 'file', target: folder.resolve('entities.yaml') }],
            rules: [{ allow: ['Component', 'API', 'Location'] }],
          },
          ...options.config,
        },
      }),
    ],
  });
  const { port } = backend.server.address() as { port: number };
  const url = `http://localhost:${port}/api/catalog`;
  const ask = async (path: string) => (await fetch(`${url}/${path}`)).json();

  const entity = async (ref: string): Promise<Entity> => {
    const [, kind, namespace, name] = /^(.*):(.*)\/(.*)$/.exec(ref)!;
    return ask(`entities/by-name/${kind}/${namespace}/${name}`);
  };

  return {
    registry,
    logger,
    declare,
    /** Runs the scheduled task to its end, however it ends. */
    refresh: () => scheduler.triggerTask(REFRESH_TASK),
    say: (model: string) => events.publish({ topic: REGISTRY_TOPIC, eventPayload: { model } }),
    refs: async (): Promise<string[]> =>
      (await ask('entities?filter=kind=component&filter=kind=api&order=asc:metadata.name')).map(
        ({ kind, metadata }: Entity) =>
          `${kind}:${metadata.namespace}/${metadata.name}`.toLowerCase(),
      ),
    entity,
    /** Removes an entity behind the back of whoever put it there. */
    remove: async (ref: string) => {
      const { uid } = (await entity(ref)).metadata;
      const removed = await fetch(`${url}/entities/by-uid/${uid}`, { method: 'DELETE' });
      expect(removed.status).toBe(204);
    },
    stop: () => backend.stop(),
  };
}

/** Asks until the answer satisfies the expectation, which then is the outcome of the test. */
export async function eventually(expectation: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      await expectation();
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
    }
    await new Promise(done => setTimeout(done, 100));
  }
}
