import {
  mlopsModelDeletePermission,
  mlopsModelUpdatePermission,
  type Model,
} from '@mlops-backstage/plugin-mlops-common';
import { RiDeleteBinLine, RiEditLine } from '@remixicon/react';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import { ActionMenu } from '../shared/ActionMenu';
import { DeleteModelDialog } from './DeleteDialogs';
import { EditModelDialog } from './EditModelDialog';

/** What can be done to a model as a whole. */
export function ModelMenu({ model }: { model: Model }) {
  const access = useAccess(model.name);
  const [dialog, setDialog] = useState<'edit' | 'delete'>();
  const serving = model.deployments.filter(({ status }) => status !== 'undeployed');
  const close = () => setDialog(undefined);
  return (
    <>
      <ActionMenu
        label={`Actions on ${model.name}`}
        actions={[
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
      {dialog === 'delete' && <DeleteModelDialog model={model} onClose={close} />}
    </>
  );
}
