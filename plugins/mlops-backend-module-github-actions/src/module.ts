import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { DefaultGithubCredentialsProvider, ScmIntegrations } from '@backstage/integration';
import { retrainingExecutorsExtensionPoint } from '@mlops-backstage/plugin-mlops-node';
import { GithubActionsExecutor } from './GithubActionsExecutor';
import { readGithubActionsConfig } from './readGithubActionsConfig';

/**
 * Brings an executor for each entry of `mlops.retraining.githubActions`.
 *
 * @public
 */
export const mlopsModuleGithubActions = createBackendModule({
  pluginId: 'mlops',
  moduleId: 'github-actions',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        executors: retrainingExecutorsExtensionPoint,
      },
      async init({ config, executors }) {
        const integrations = ScmIntegrations.fromConfig(config);
        const credentials = DefaultGithubCredentialsProvider.fromIntegrations(integrations);
        for (const entry of readGithubActionsConfig(config, integrations)) {
          executors.addExecutor(new GithubActionsExecutor(entry, credentials));
        }
      },
    });
  },
});
