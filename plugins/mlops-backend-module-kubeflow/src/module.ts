import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { retrainingExecutorsExtensionPoint } from '@mlops-backstage/plugin-mlops-node';
import { KubeflowExecutor } from './KubeflowExecutor';
import { readKubeflowConfig } from './readKubeflowConfig';

/**
 * Brings an executor for each installation of Kubeflow Pipelines that is configured.
 *
 * @public
 */
export const mlopsModuleKubeflow = createBackendModule({
  pluginId: 'mlops',
  moduleId: 'kubeflow',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        executors: retrainingExecutorsExtensionPoint,
      },
      async init({ config, executors }) {
        for (const kubeflow of readKubeflowConfig(config)) {
          executors.addExecutor(new KubeflowExecutor(kubeflow));
        }
      },
    });
  },
});
