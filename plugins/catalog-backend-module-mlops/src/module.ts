import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint, catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { durationToMilliseconds } from '@backstage/types';
import { MlopsEntityProvider } from './MlopsEntityProvider';
import { MlopsRelationProcessor } from './MlopsRelationProcessor';
import { readProviderConfig } from './readProviderConfig';
import { RegistryEntities } from './RegistryEntities';
import { RegistryReader } from './RegistryReader';

/**
 * Puts the models and endpoints of the MLOps registry into the catalog.
 *
 * @public
 */
export const catalogModuleMlops = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'mlops',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { auth, catalog, events, logger, processing } = deps;
        const { schedule, ...frame } = readProviderConfig(deps.config);
        const reader = new RegistryReader(deps.discovery, auth);
        const provider = new MlopsEntityProvider(
          {
            auth,
            catalog,
            events,
            logger,
            taskRunner: deps.scheduler.createScheduledTaskRunner(schedule),
          },
          new RegistryEntities(reader, frame, logger),
          { timeoutMs: durationToMilliseconds(schedule.timeout) },
        );
        processing.addEntityProvider(provider);
        processing.addProcessor(new MlopsRelationProcessor());
        deps.lifecycle.addShutdownHook(() => provider.stop());
      },
    });
  },
});
