import { Text } from '@backstage/ui';
import type { Model, Version } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { formatQuantity } from '../../format/numbers';
import {
  useDeleteModel,
  useDeleteVersion,
  useRestoreModel,
  useRestoreVersion,
} from '../../queries/modelActions';
import { ReasonField } from '../shared/ReasonField';
import { ActionDialog } from './ActionDialog';

interface VersionDialogProps {
  version: Version;
  onClose(): void;
}

interface ModelDialogProps {
  model: Model;
  onClose(): void;
}

export function DeleteVersionDialog({ version, onClose }: VersionDialogProps) {
  const remove = useDeleteVersion(version.model, version.version);
  const [reason, setReason] = useState('');
  return (
    <ActionDialog
      title={`Delete version ${version.version}`}
      action={`Delete version ${version.version}`}
      failure="The version was not deleted"
      error={remove.error}
      isReady={reason.trim() !== ''}
      isPending={remove.isPending}
      isDestructive
      onAction={() => remove.mutate({ reason: reason.trim() }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text as="p">
        The version leaves the lists, with its evaluations and its card. For a time it can be
        restored under “Deleted versions”; after that it is gone for good. Its number is never given
        out again. It is refused while the version is deployed or has an alias.
      </Text>
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}

export function RestoreVersionDialog({ version, onClose }: VersionDialogProps) {
  const restore = useRestoreVersion(version.model, version.version);
  const [reason, setReason] = useState('');
  return (
    <ActionDialog
      title={`Restore version ${version.version}`}
      action={`Restore version ${version.version}`}
      failure="The version was not restored"
      error={restore.error}
      isReady={reason.trim() !== ''}
      isPending={restore.isPending}
      onAction={() => restore.mutate({ reason: reason.trim() }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text as="p">
        The version comes back as it was, with its evaluations and its card. Nothing is deployed by
        that.
      </Text>
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}

export function DeleteModelDialog({ model, onClose }: ModelDialogProps) {
  const remove = useDeleteModel(model.name);
  const [reason, setReason] = useState('');
  return (
    <ActionDialog
      title={`Delete ${model.name}`}
      action="Delete the model"
      failure="The model was not deleted"
      error={remove.error}
      isReady={reason.trim() !== ''}
      isPending={remove.isPending}
      isDestructive
      onAction={() => remove.mutate({ reason: reason.trim() }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text as="p">
        The model leaves the lists with {formatQuantity(model.versionCount, 'version')}. For a time
        it can be restored with all of them; its name stays taken until then. After that it is gone
        for good. It is refused while the model is deployed.
      </Text>
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}

export function RestoreModelDialog({ model, onClose }: ModelDialogProps) {
  const restore = useRestoreModel(model.name);
  const [reason, setReason] = useState('');
  return (
    <ActionDialog
      title={`Restore ${model.name}`}
      action="Restore the model"
      failure="The model was not restored"
      error={restore.error}
      isReady={reason.trim() !== ''}
      isPending={restore.isPending}
      onAction={() => restore.mutate({ reason: reason.trim() }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text as="p">The model comes back with the versions that it had. Nothing is deployed.</Text>
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
