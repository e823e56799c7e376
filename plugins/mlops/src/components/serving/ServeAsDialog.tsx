import { Select } from '@backstage/ui';
import {
  mlopsDeploymentDeployPermission,
  type Deployment,
} from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import { useLifecyclePolicy } from '../../queries/lifecyclePolicy';
import { environmentTitle } from './byEnvironment';
import { CanaryDialog } from './CanaryDialog';
import { AddChallengerDialog } from './ChallengerDialogs';
import { nearestToProduction } from './nearestToProduction';
import styles from './Serving.module.css';

interface ServeAsDialogProps {
  servesAs: 'canary' | 'challenger';
  model: string;
  /** The endpoints of the model; one of them serves. */
  deployments: readonly Deployment[];
  version: number;
  onClose(): void;
}

/** Gives a version a role beside the champion of an endpoint that is chosen with it. */
export function ServeAsDialog(props: ServeAsDialogProps) {
  const { servesAs, model, deployments, version, onClose } = props;
  const access = useAccess(model);
  const environments = useLifecyclePolicy().data?.environments ?? [];
  const [chosen, choose] = useState<string>();
  const serving = nearestToProduction(deployments, environments).filter(
    deployment => deployment.version !== undefined,
  );
  const refusalOf = ({ environment }: Deployment) =>
    access.refusal(mlopsDeploymentDeployPermission, { environment });
  const deployment =
    serving.find(({ name }) => name === chosen) ??
    serving.find(each => refusalOf(each) === undefined) ??
    serving[0];
  const refused = serving.flatMap(each => {
    const refusal = refusalOf(each);
    return refusal === undefined ? [] : [`${each.name}: ${refusal}`];
  });
  const Role = servesAs === 'canary' ? CanaryDialog : AddChallengerDialog;
  return (
    <Role
      deployment={deployment}
      version={version}
      refusal={refusalOf(deployment)}
      endpoint={
        <div className={styles.picker}>
          <Select
            label="Endpoint"
            isRequired
            options={serving.map(each => ({
              id: each.name,
              label: each.name,
              description: environmentTitle(environments, each.environment),
              disabled: refusalOf(each) !== undefined,
            }))}
            value={deployment.name}
            onChange={key => choose(String(key))}
          />
          {refused.length > 0 && (
            <ul className={styles.reasons} aria-label="Endpoints that can’t be chosen">
              {refused.map(reason => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          )}
        </div>
      }
      onClose={onClose}
    />
  );
}
