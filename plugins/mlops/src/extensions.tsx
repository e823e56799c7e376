import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint, EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { isModelEntity, MlopsClient } from '@mlops-backstage/plugin-mlops-common';
import { RiBrainLine } from '@remixicon/react';
import { mlopsApiRef } from './api/mlopsApiRef';
import { rootRouteRef } from './routes';

export const mlopsApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: mlopsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) => new MlopsClient({ discoveryApi, fetchApi }),
    }),
});

export const modelsPage = PageBlueprint.make({
  params: {
    path: '/mlops',
    title: 'ML models',
    icon: <RiBrainLine />,
    routeRef: rootRouteRef,
    loader: async () => {
      const [{ MlopsRoot }, { ModelsPages }] = await Promise.all([
        import('./components/shared/MlopsRoot'),
        import('./components/models/ModelsPages'),
      ]);
      return (
        <MlopsRoot>
          <ModelsPages />
        </MlopsRoot>
      );
    },
  },
});

export const modelCard = EntityCardBlueprint.make({
  name: 'model',
  params: {
    type: 'content',
    filter: isModelEntity,
    loader: () => import('./components/card/ModelCard').then(m => <m.ModelCard />),
  },
});

export const modelTab = EntityContentBlueprint.make({
  name: 'model',
  params: {
    path: '/model',
    title: 'Model',
    filter: isModelEntity,
    loader: () => import('./components/model/ModelTab').then(m => <m.ModelTab />),
  },
});

export const servingTab = EntityContentBlueprint.make({
  name: 'serving',
  params: {
    path: '/serving',
    title: 'Serving',
    filter: isModelEntity,
    loader: () => import('./components/serving/ServingTab').then(m => <m.ServingTab />),
  },
});

export const monitoringTab = EntityContentBlueprint.make({
  name: 'monitoring',
  params: {
    path: '/monitoring',
    title: 'Monitoring',
    filter: isModelEntity,
    loader: () => import('./components/monitoring/MonitoringTab').then(m => <m.MonitoringTab />),
  },
});

export const retrainingTab = EntityContentBlueprint.make({
  name: 'retraining',
  params: {
    path: '/retraining',
    title: 'Retraining',
    filter: isModelEntity,
    loader: () => import('./components/retraining/RetrainingTab').then(m => <m.RetrainingTab />),
  },
});

export const governanceTab = EntityContentBlueprint.make({
  name: 'governance',
  params: {
    path: '/governance',
    title: 'Governance',
    filter: isModelEntity,
    loader: () => import('./components/governance/GovernanceTab').then(m => <m.GovernanceTab />),
  },
});
