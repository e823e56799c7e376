import type { Canary, Deployment } from '@mlops-backstage/plugin-mlops-common';
import { useChangeDeployment, useDeploy } from '../../queries/deployments';
import { ConfirmDialog } from './ConfirmDialog';
import { formatShare } from './servedVersions';

interface MakeChampionProps {
  deployment: Deployment;
  /** Its canary or one of its challengers. */
  version: number;
  onClose(): void;
}

interface CanaryEndProps {
  deployment: Deployment;
  canary: Canary;
  onClose(): void;
}

/** A version has proved itself: it becomes the champion. */
export function MakeChampionDialog({ deployment, version, onClose }: MakeChampionProps) {
  const deploy = useDeploy();
  return (
    <ConfirmDialog
      title={`Make v${version} the champion of ${deployment.name}`}
      action={`Make v${version} the champion`}
      failure="The champion was not changed"
      consequence={consequenceOf(deployment, version)}
      error={deploy.error}
      isPending={deploy.isPending}
      onAction={reason =>
        deploy.mutate(
          { kind: 'change', deployment: deployment.name, version, reason },
          { onSuccess: () => onClose() },
        )
      }
      onClose={onClose}
    />
  );
}

function consequenceOf({ version: champion, canary }: Deployment, version: number): string {
  const under = 'Requests under way finish where they began; none fails because of the change.';
  if (canary?.version === version) {
    return `v${version} will answer all requests in place of v${champion}, and there will be no canary. ${under}`;
  }
  const beside = canary
    ? ` The canary v${canary.version} goes on with ${formatShare(canary.weight)}.`
    : '';
  return `v${version} will answer requests in place of v${champion}, which will serve no longer.${beside} ${under}`;
}

/** The champion answers all requests again. */
export function RemoveCanaryDialog({ deployment, canary, onClose }: CanaryEndProps) {
  const change = useChangeDeployment(deployment.name);
  return (
    <ConfirmDialog
      title={`Take the canary of ${deployment.name} away`}
      action={`Take v${canary.version} away`}
      failure="The canary was not taken away"
      consequence={`v${canary.version} answers ${formatShare(canary.weight)} of the requests now. The champion v${deployment.version} will answer all of them again.`}
      error={change.error}
      isPending={change.isPending}
      isDestructive
      onAction={reason =>
        change.mutate({ kind: 'remove-canary', reason }, { onSuccess: () => onClose() })
      }
      onClose={onClose}
    />
  );
}
