import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import {
  governanceTab,
  mlopsApi,
  modelCard,
  modelsPage,
  modelTab,
  monitoringTab,
  retrainingTab,
  servingTab,
} from './extensions';
import { rootRouteRef } from './routes';

export const mlopsPlugin = createFrontendPlugin({
  pluginId: 'mlops',
  title: 'ML models',
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  extensions: [
    mlopsApi,
    modelsPage,
    modelCard,
    modelTab,
    servingTab,
    monitoringTab,
    retrainingTab,
    governanceTab,
  ],
});
