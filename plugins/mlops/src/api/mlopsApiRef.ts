import { createApiRef } from '@backstage/frontend-plugin-api';
import type { MlopsClient } from '@mlops-backstage/plugin-mlops-common';

/** The typed client of the MLOps backend. */
export const mlopsApiRef = createApiRef<MlopsClient>().with({
  id: 'plugin.mlops.client',
  pluginId: 'mlops',
});
