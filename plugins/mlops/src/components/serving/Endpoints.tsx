import { Button } from '@backstage/ui';
import {
  mlopsDeploymentDeployPermission,
  type Deployment,
  type Environment,
  type Model,
} from '@mlops-backstage/plugin-mlops-common';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import { EmptyState } from '../shared/EmptyState';
import { GuardedButton } from '../shared/GuardedButton';
import { Section } from '../shared/Section';
import { TabButton } from '../shared/TabButton';
import { useSearchState } from '../shared/useSearchState';
import { byEnvironment } from './byEnvironment';
import { DeployDialog } from './DeployDialog';
import { EndpointList } from './EndpointList';
import { EndpointPanel } from './EndpointPanel';
import { nearestToProduction } from './nearestToProduction';

interface EndpointsProps {
  model: Model;
  deployments: Deployment[];
  /** In the configured order. */
  environments: Environment[];
}

/** The endpoints by environment, and under them the one that the URL selects: else the one nearest to production. */
export function Endpoints({ model, deployments, environments }: EndpointsProps) {
  const [chosen, choose] = useSearchState('deployment');
  const groups = byEnvironment(deployments, environments);
  const [usual] = nearestToProduction(deployments, environments);
  const selected = chosen === undefined ? usual : deployments.find(({ name }) => name === chosen);
  return (
    <>
      {deployments.length === 0 && chosen === undefined ? (
        <Section title="Endpoints">
          <EmptyState
            title={`${model.name} is not deployed`}
            actions={
              <>
                <NewEndpoint model={model} isFirst />
                {!model.latestVersion && <TabButton model={model} tab="model" />}
              </>
            }
          >
            {model.latestVersion
              ? 'Deploy a version to get an endpoint that programs can ask for predictions, or to monitor one that is served elsewhere.'
              : 'There is no version to deploy. The tab “Model” says how to register one.'}
          </EmptyState>
        </Section>
      ) : (
        <Section title="Endpoints" actions={<NewEndpoint model={model} />}>
          <EndpointList groups={groups} selected={selected?.name} />
        </Section>
      )}
      {chosen !== undefined && !selected && (
        <Section title={chosen}>
          <EmptyState
            title={`${model.name} has no endpoint ${chosen}`}
            actions={
              <Button variant="secondary" onPress={() => choose(undefined)}>
                Show what there is
              </Button>
            }
          />
        </Section>
      )}
      {selected && (
        <EndpointPanel
          // What is opened or being written belongs to one endpoint.
          key={selected.name}
          model={model}
          deployment={selected}
          environments={environments}
        />
      )}
    </>
  );
}

function NewEndpoint({ model, isFirst }: { model: Model; isFirst?: boolean }) {
  const refusal = useAccess(model.name).refusal(mlopsDeploymentDeployPermission);
  const [isDeploying, setDeploying] = useState(false);
  return (
    <>
      <GuardedButton
        variant={isFirst ? 'primary' : 'secondary'}
        iconStart={<RiAddLine />}
        refusal={refusal ?? (model.latestVersion ? undefined : 'There is no version yet')}
        onPress={() => setDeploying(true)}
      >
        New endpoint
      </GuardedButton>
      {isDeploying && (
        <DeployDialog model={model} deployments={[]} onClose={() => setDeploying(false)} />
      )}
    </>
  );
}
