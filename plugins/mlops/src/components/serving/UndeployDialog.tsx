import type { Deployment } from '@mlops-backstage/plugin-mlops-common';
import { useChangeDeployment } from '../../queries/deployments';
import { isServedElsewhere } from '../shared/servedElsewhere';
import { ConfirmDialog } from './ConfirmDialog';

interface UndeployDialogProps {
  deployment: Deployment;
  onClose(): void;
}

/** Stops serving, after having said what that means. */
export function UndeployDialog({ deployment, onClose }: UndeployDialogProps) {
  const change = useChangeDeployment(deployment.name);
  return (
    <ConfirmDialog
      title={`Undeploy ${deployment.name}`}
      action="Undeploy"
      failure="Not undeployed"
      consequence={consequenceOf(deployment)}
      error={change.error}
      isPending={change.isPending}
      isDestructive
      onAction={reason =>
        change.mutate({ kind: 'undeploy', reason }, { onSuccess: () => onClose() })
      }
      onClose={onClose}
    />
  );
}

function consequenceOf(deployment: Deployment): string {
  const others = canaryAndChallengers(deployment);
  return isServedElsewhere(deployment)
    ? `The portal will keep that nothing is served: predictions that are told have to say their version from then on. Nothing is stopped where it is served.${others} Its name, its history and its monitoring data stay, and it can be deployed again.`
    : `The endpoint stops answering: programs that call it get an error from then on.${others} Its name, its tokens, its history and its monitoring data stay, and it can be deployed again.`;
}

function canaryAndChallengers({ canary, challengers }: Deployment): string {
  return canary || challengers.length > 0
    ? ' So do its canary and its challengers, which don’t come back with the next deployment.'
    : '';
}
