import type { Deployment, Revision } from '@mlops-backstage/plugin-mlops-common';
import { useChangeDeployment } from '../../queries/deployments';
import { PlainTable } from '../shared/PlainTable';
import { ConfirmDialog } from './ConfirmDialog';
import { FIELDS, servingDiff } from './servedVersions';

interface RollBackDialogProps {
  deployment: Deployment;
  revision: Revision;
  onClose(): void;
}

/** Why there is no way back to a revision; undefined where there is. */
export function rollBackRefusal(deployment: Deployment, revision: Revision): string | undefined {
  if (revision.revision === deployment.revision) {
    return 'The present revision';
  }
  if (revision.version === undefined) {
    return 'Nothing was served then';
  }
  return servingDiff(deployment, revision).length === 0 ? 'It serves the same now' : undefined;
}

/** Serves again what an earlier revision served, after having shown what that changes. */
export function RollBackDialog({ deployment, revision, onClose }: RollBackDialogProps) {
  const change = useChangeDeployment(deployment.name);
  const number = revision.revision;
  return (
    <ConfirmDialog
      title={`Roll ${deployment.name} back to revision ${number}`}
      action={`Roll back to revision ${number}`}
      failure="Not rolled back"
      consequence={`Revision ${deployment.revision + 1} will serve what revision ${number} served. The history stays, so this can be undone in the same way.`}
      error={change.error}
      isPending={change.isPending}
      onAction={reason =>
        change.mutate(
          { kind: 'rollback', revision: number, reason },
          { onSuccess: () => onClose() },
        )
      }
      onClose={onClose}
    >
      <PlainTable
        caption="What changes"
        rows={servingDiff(deployment, revision)}
        columns={[
          { id: 'field', label: 'What', value: ({ field }) => FIELDS[field] },
          { id: 'now', label: 'Now', value: ({ before }) => before ?? 'None' },
          { id: 'then', label: `As in revision ${number}`, value: ({ after }) => after ?? 'None' },
        ]}
      />
    </ConfirmDialog>
  );
}
