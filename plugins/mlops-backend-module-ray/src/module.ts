import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { retrainingExecutorsExtensionPoint } from '@mlops-backstage/plugin-mlops-node';
import { RayExecutor } from './RayExecutor';
import { readRayConfig } from './readRayConfig';

/**
 * Brings an executor for each Ray cluster that is configured.
 *
 * @public
 */
export const mlopsModuleRay = createBackendModule({
  pluginId: 'mlops',
  moduleId: 'ray',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        executors: retrainingExecutorsExtensionPoint,
      },
      async init({ config, executors }) {
        for (const cluster of readRayConfig(config)) {
          executors.addExecutor(new RayExecutor(cluster));
        }
      },
    });
  },
});
