import { Alert } from '@backstage/ui';
import {
  mlopsDeploymentDeployPermission,
  mlopsDeploymentUndeployPermission,
  type Deployment,
  type Model,
} from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useVersion } from '../../queries/versions';
import { Answer } from '../shared/Answer';
import { Facts } from '../shared/Facts';
import { GuardedButton } from '../shared/GuardedButton';
import { Instant } from '../shared/Instant';
import { Columns, Section } from '../shared/Section';
import { DeploymentStatusWord } from '../shared/StatusWord';
import { useModelRefusal } from '../shared/useRefusal';
import { DeployDialog } from './DeployDialog';
import { EndpointSnippets } from './EndpointSnippets';
import { RevisionHistory } from './RevisionHistory';
import styles from './Serving.module.css';
import { TryForm } from './TryForm';
import { UndeployDialog } from './UndeployDialog';

interface DeploymentPanelProps {
  model: Model;
  deployment: Deployment;
  deployments: Deployment[];
}

/** One endpoint: its state, how to call it, a form to try it, its history. */
export function DeploymentPanel({ model, deployment, deployments }: DeploymentPanelProps) {
  const version = useVersion(model.name, deployment.version);
  return (
    <Section
      title={deployment.name}
      actions={<Actions model={model} deployment={deployment} deployments={deployments} />}
    >
      {deployment.statusMessage && (
        <Alert
          status={deployment.status === 'failed' ? 'danger' : 'info'}
          icon
          title={deployment.statusMessage}
        />
      )}
      <Facts
        inRow
        facts={[
          ['Status', <DeploymentStatusWord status={deployment.status} />],
          ['Version', deployment.version === undefined ? 'None served' : `v${deployment.version}`],
          ['Revision', `${deployment.revision}`],
          ['Target', deployment.target],
          ['Changed', <Instant at={deployment.updatedAt} />],
          [
            'Event time',
            deployment.allowEventTime
              ? 'Requests may say when their rows happened'
              : 'The time of the request counts',
          ],
        ]}
      />
      {deployment.version !== undefined && (
        <Answer query={version} what={`version ${deployment.version}`}>
          {served => (
            <Columns>
              {deployment.endpoint && (
                <EndpointSnippets url={deployment.endpoint.inferUrl} version={served} />
              )}
              <TryForm
                // Another version may have another signature.
                key={served.version}
                model={model.name}
                deployment={deployment}
                version={served}
              />
            </Columns>
          )}
        </Answer>
      )}
      <div className={styles.history}>
        <RevisionHistory deployment={deployment} />
      </div>
    </Section>
  );
}

function Actions({ model, deployment, deployments }: DeploymentPanelProps) {
  const deployRefusal = useModelRefusal(mlopsDeploymentDeployPermission, model.name);
  const undeployRefusal = useModelRefusal(mlopsDeploymentUndeployPermission, model.name);
  const [dialog, setDialog] = useState<'deploy' | 'undeploy'>();
  const isUndeployed = deployment.status === 'undeployed';
  const close = () => setDialog(undefined);
  return (
    <div className={styles.actions}>
      <GuardedButton variant="primary" refusal={deployRefusal} onPress={() => setDialog('deploy')}>
        {isUndeployed ? 'Deploy again' : 'Deploy a version'}
      </GuardedButton>
      <GuardedButton
        variant="secondary"
        destructive
        refusal={isUndeployed ? 'Nothing is deployed' : undeployRefusal}
        onPress={() => setDialog('undeploy')}
      >
        Undeploy
      </GuardedButton>
      {dialog === 'deploy' && (
        <DeployDialog
          model={model}
          deployments={deployments}
          deployment={deployment.name}
          onClose={close}
        />
      )}
      {dialog === 'undeploy' && <UndeployDialog deployment={deployment} onClose={close} />}
    </div>
  );
}
