import { mlopsAlertRaisePermission, type ModelSummary } from '@mlops-backstage/plugin-mlops-common';
import { RiAlarmWarningLine } from '@remixicon/react';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import { useDeployments } from '../../queries/deployments';
import { useVersion } from '../../queries/versions';
import { RaiseAlertDialog } from '../alerts/RaiseAlertDialog';
import { useVersionActions } from '../model/useVersionActions';
import { ActionMenu, type MenuAction } from '../shared/ActionMenu';

/** What can be done to the newest version of a model, from its row: asked for when the menu is opened. */
export function ModelRowMenu({ model }: { model: ModelSummary }) {
  const [isAsked, ask] = useState(false);
  const [isRaising, setRaising] = useState(false);
  const newest = model.latestVersion?.version;
  const version = useVersion(model.name, isAsked ? newest : undefined);
  const deployments = useDeployments(model.name, isAsked);
  const access = useAccess(model.name, isAsked);
  const actions = useVersionActions(model, deployments.data ?? [], isAsked);
  const raise: MenuAction = {
    id: 'alert',
    label: 'Raise an alert…',
    icon: <RiAlarmWarningLine />,
    refusal: access.refusal(mlopsAlertRaisePermission),
    onAction: () => setRaising(true),
  };
  // What destroys stays last.
  const withRaise = (others: MenuAction[]) => [
    ...others.filter(({ isDestructive }) => !isDestructive),
    raise,
    ...others.filter(({ isDestructive }) => isDestructive),
  ];
  const isKnown = newest === undefined || (version.data && deployments.data);
  return (
    <>
      <ActionMenu
        label={
          newest === undefined
            ? `Actions on ${model.name}`
            : `Actions on ${model.name}, newest version ${newest}`
        }
        actions={isKnown ? withRaise(version.data ? actions.of(version.data) : []) : undefined}
        onOpen={() => ask(true)}
      />
      {actions.progress}
      {isRaising && <RaiseAlertDialog model={model.name} onClose={() => setRaising(false)} />}
    </>
  );
}
