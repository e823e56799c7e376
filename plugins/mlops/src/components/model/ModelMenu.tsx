import {
  mlopsAlertRaisePermission,
  mlopsModelDeletePermission,
  mlopsModelUpdatePermission,
  type Model,
} from '@mlops-backstage/plugin-mlops-common';
import { RiAlarmWarningLine, RiDeleteBinLine, RiEditLine } from '@remixicon/react';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import { useVersion } from '../../queries/versions';
import { RaiseAlertDialog } from '../alerts/RaiseAlertDialog';
import { ActionMenu } from '../shared/ActionMenu';
import { DeleteModelDialog } from './DeleteDialogs';
import { EditModelDialog } from './EditModelDialog';
import type { VersionActions } from './useVersionActions';

interface ModelMenuProps {
  model: Model;
  actions: VersionActions;
}

/** What can be done to a model as a whole, and the changes of stage of its newest version. */
export function ModelMenu({ model, actions }: ModelMenuProps) {
  const access = useAccess(model.name);
  const [dialog, setDialog] = useState<'edit' | 'alert' | 'delete'>();
  const newest = useVersion(model.name, model.latestVersion?.version).data;
  const stages = newest ? actions.stagesOf(newest) : [];
  const serving = model.deployments.filter(({ status }) => status !== 'undeployed');
  const close = () => setDialog(undefined);
  return (
    <>
      <ActionMenu
        label={`Actions on ${model.name}`}
        actions={[
          ...stages.map(action => ({
            ...action,
            label: `v${newest!.version}: ${action.label}`,
          })),
          {
            id: 'edit',
            label: 'Edit description, owner, system and tags…',
            icon: <RiEditLine />,
            refusal: model.declaredBy
              ? `Declared in its repository: ${model.declaredBy}`
              : access.refusal(mlopsModelUpdatePermission),
            onAction: () => setDialog('edit'),
          },
          {
            id: 'alert',
            label: 'Raise an alert…',
            icon: <RiAlarmWarningLine />,
            refusal: access.refusal(mlopsAlertRaisePermission),
            onAction: () => setDialog('alert'),
          },
          {
            id: 'delete',
            label: 'Delete model…',
            icon: <RiDeleteBinLine />,
            isDestructive: true,
            refusal:
              access.refusal(mlopsModelDeletePermission) ??
              (serving.length > 0
                ? `Deployed as ${serving.map(({ name }) => name).join(', ')}: undeploy it first`
                : undefined),
            onAction: () => setDialog('delete'),
          },
        ]}
      />
      {dialog === 'edit' && <EditModelDialog model={model} onClose={close} />}
      {dialog === 'alert' && <RaiseAlertDialog model={model.name} onClose={close} />}
      {dialog === 'delete' && <DeleteModelDialog model={model} onClose={close} />}
    </>
  );
}
