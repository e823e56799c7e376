import {
  mlopsDeploymentDeployPermission,
  mlopsDeploymentUndeployPermission,
  type Deployment,
  type Model,
} from '@mlops-backstage/plugin-mlops-common';
import { RiPauseCircleLine, RiRouteLine, RiTimerLine } from '@remixicon/react';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import { ActionMenu } from '../shared/ActionMenu';
import { GuardedButton } from '../shared/GuardedButton';
import { isServedElsewhere } from '../shared/servedElsewhere';
import { BakeDialog } from './BakeDialog';
import { DeployDialog } from './DeployDialog';
import { FollowDialog } from './FollowDialog';
import styles from './Serving.module.css';
import { UndeployDialog } from './UndeployDialog';

/** What can be done to an endpoint as a whole. */
export function EndpointActions({ model, deployment }: { model: Model; deployment: Deployment }) {
  const access = useAccess(model.name);
  const scope = { environment: deployment.environment };
  const deployRefusal = access.refusal(mlopsDeploymentDeployPermission, scope);
  const [dialog, setDialog] = useState<'deploy' | 'follow' | 'bake' | 'undeploy'>();
  const isUndeployed = deployment.version === undefined;
  const close = () => setDialog(undefined);
  return (
    <div className={styles.actions}>
      <GuardedButton variant="primary" refusal={deployRefusal} onPress={() => setDialog('deploy')}>
        {isUndeployed ? 'Deploy again' : 'Deploy a version'}
      </GuardedButton>
      <ActionMenu
        label={`Actions on ${deployment.name}`}
        actions={[
          {
            id: 'follow',
            label: 'Follow a stage…',
            icon: <RiRouteLine />,
            refusal: deployRefusal,
            onAction: () => setDialog('follow'),
          },
          {
            id: 'bake',
            label: 'Bake time…',
            icon: <RiTimerLine />,
            refusal:
              deployRefusal ??
              (isServedElsewhere(deployment)
                ? 'It is served elsewhere: nothing is rolled back from here'
                : undefined),
            onAction: () => setDialog('bake'),
          },
          {
            id: 'undeploy',
            label: 'Undeploy…',
            icon: <RiPauseCircleLine />,
            isDestructive: true,
            refusal:
              access.refusal(mlopsDeploymentUndeployPermission, scope) ??
              (isUndeployed ? 'Nothing is deployed' : undefined),
            onAction: () => setDialog('undeploy'),
          },
        ]}
      />
      {dialog === 'deploy' && (
        <DeployDialog
          model={model}
          deployments={[deployment]}
          deployment={deployment.name}
          onClose={close}
        />
      )}
      {dialog === 'follow' && <FollowDialog deployment={deployment} onClose={close} />}
      {dialog === 'bake' && <BakeDialog deployment={deployment} onClose={close} />}
      {dialog === 'undeploy' && <UndeployDialog deployment={deployment} onClose={close} />}
    </div>
  );
}
