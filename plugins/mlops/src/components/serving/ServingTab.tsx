import {
  mlopsDeploymentDeployPermission,
  type Deployment,
  type Model,
} from '@mlops-backstage/plugin-mlops-common';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import { useDeployments } from '../../queries/deployments';
import { Answer } from '../shared/Answer';
import { EmptyState } from '../shared/EmptyState';
import { GuardedButton } from '../shared/GuardedButton';
import { Section } from '../shared/Section';
import { Tab } from '../shared/Tab';
import { useModelRefusal } from '../shared/useRefusal';
import { DeployDialog } from './DeployDialog';
import { DeploymentPanel } from './DeploymentPanel';

export function ServingTab() {
  return <Tab>{model => <ServingContent model={model} />}</Tab>;
}

function ServingContent({ model }: { model: Model }) {
  const deployments = useDeployments(model.name);
  return (
    <Answer query={deployments} what="the deployments">
      {all => <Deployments model={model} deployments={all} />}
    </Answer>
  );
}

interface DeploymentsProps {
  model: Model;
  deployments: Deployment[];
}

function Deployments({ model, deployments }: DeploymentsProps) {
  const refusal = useModelRefusal(mlopsDeploymentDeployPermission, model.name);
  const [isDeploying, setDeploying] = useState(false);
  const button = (
    <GuardedButton
      variant={deployments.length === 0 ? 'primary' : 'secondary'}
      iconStart={<RiAddLine />}
      refusal={refusal ?? (model.latestVersion ? undefined : 'There is no version yet')}
      onPress={() => setDeploying(true)}
    >
      New endpoint
    </GuardedButton>
  );
  return (
    <>
      {deployments.length === 0 ? (
        <Section title="Endpoints">
          <EmptyState title={`${model.name} is not deployed`} actions={button}>
            Deploy a version to get an endpoint that programs can ask for predictions.
          </EmptyState>
        </Section>
      ) : (
        <>
          {deployments.map(deployment => (
            <DeploymentPanel
              key={deployment.name}
              model={model}
              deployment={deployment}
              deployments={deployments}
            />
          ))}
          <div>{button}</div>
        </>
      )}
      {isDeploying && (
        <DeployDialog model={model} deployments={[]} onClose={() => setDeploying(false)} />
      )}
    </>
  );
}
