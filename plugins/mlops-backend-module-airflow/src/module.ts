import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { retrainingExecutorsExtensionPoint } from '@mlops-backstage/plugin-mlops-node';
import { AirflowExecutor } from './AirflowExecutor';
import { readAirflowConfig } from './readAirflowConfig';

/**
 * Brings an executor for each Airflow that is configured.
 *
 * @public
 */
export const mlopsModuleAirflow = createBackendModule({
  pluginId: 'mlops',
  moduleId: 'airflow',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        executors: retrainingExecutorsExtensionPoint,
      },
      async init({ config, executors }) {
        for (const airflow of readAirflowConfig(config)) {
          executors.addExecutor(new AirflowExecutor(airflow));
        }
      },
    });
  },
});
