import { Alert } from '@backstage/ui';
import {
  mlopsAliasUpdatePermission,
  mlopsApprovalRequestPermission,
  mlopsArtifactReadPermission,
  mlopsDeploymentDeployPermission,
  mlopsVersionDeletePermission,
  mlopsVersionTransitionPermission,
  mlopsVersionUpdatePermission,
  type Deployment,
  type Model,
  type Stage,
  type Version,
} from '@mlops-backstage/plugin-mlops-common';
import { useState, type ReactNode } from 'react';
import { useAccess } from '../../queries/access';
import { reasonOf } from '../../queries/errors';
import { useLifecyclePolicy } from '../../queries/lifecyclePolicy';
import { useDownloadArtifact } from '../../queries/modelActions';
import { stageSteps, type StageStep } from '../lifecycle/stageSteps';
import { TransitionDialog } from '../lifecycle/TransitionDialog';
import { DeployDialog } from '../serving/DeployDialog';
import { ServeAsDialog } from '../serving/ServeAsDialog';
import type { MenuAction } from '../shared/ActionMenu';
import { saveBlob } from '../shared/saveBlob';
import { RemoveAliasDialog, SetAliasDialog } from './AliasDialogs';
import { baselineOf } from './baseline';
import { CompareDialog } from './CompareDialog';
import { DeleteVersionDialog } from './DeleteDialogs';
import { EditVersionDialog } from './EditVersionDialog';
import {
  stageActions,
  versionActions,
  type VersionDialog,
  type VersionRefusals,
} from './versionActions';

export interface VersionActions {
  of(version: Version): MenuAction[];
  /** Only its changes of stage. */
  stagesOf(version: Version): MenuAction[];
  /** What is under way because of an action: its dialog, its progress, its failure. */
  progress: ReactNode;
}

/** What can be done to the versions of a model, wherever they are shown. */
export function useVersionActions(
  model: Model,
  deployments: Deployment[],
  /** Whether anybody wants to know: a list asks only for the row whose menu is opened. */
  enabled = true,
): VersionActions {
  const access = useAccess(model.name, enabled);
  const policy = useLifecyclePolicy().data;
  const stepsOf = ({ stage }: Version) => (policy ? stageSteps(policy, stage) : []);
  /** Whoever may only ask for approval opens the dialog all the same. */
  const stageRefusal = (from: Stage, to: Stage) => {
    const move =
      access.refusal(mlopsVersionTransitionPermission, { stage: from }) ??
      access.refusal(mlopsVersionTransitionPermission, { stage: to });
    const request = access.refusal(mlopsApprovalRequestPermission, { stage: from });
    return move && request && move;
  };
  const refusalsAt = ({ stage }: Version, steps: StageStep[]): VersionRefusals => ({
    deploy: access.refusal(mlopsDeploymentDeployPermission, { stage }),
    alias: access.refusal(mlopsAliasUpdatePermission, { stage }),
    update: access.refusal(mlopsVersionUpdatePermission, { stage }),
    remove: access.refusal(mlopsVersionDeletePermission, { stage }),
    download: access.refusal(mlopsArtifactReadPermission, { stage }),
    stage: Object.fromEntries(steps.map(({ to }) => [to, stageRefusal(stage, to)])),
  });
  const [opened, setOpened] = useState<{ dialog: VersionDialog; version: Version }>();
  const [moving, setMoving] = useState<{ version: Version; to: Stage }>();
  const artifact = useDownloadArtifact();
  const close = () => setOpened(undefined);
  const download = (version: Version) =>
    artifact.mutate(version, {
      onSuccess: blob => saveBlob(blob, `${version.model}-v${version.version}.${version.format}`),
    });
  const open = (dialog: VersionDialog, version: Version) => setOpened({ dialog, version });
  const optionsOf = (version: Version) => {
    const steps = stepsOf(version);
    return {
      model,
      version,
      deployments,
      steps,
      refusals: refusalsAt(version, steps),
      move: (moved: Version, to: Stage) => setMoving({ version: moved, to }),
      open,
      download,
    };
  };
  const version = opened?.version;
  return {
    of: other => versionActions(optionsOf(other)),
    stagesOf: other => stageActions(optionsOf(other)),
    progress: (
      <>
        {artifact.isPending && (
          <Alert
            role="status"
            status="info"
            isPending
            title={`Downloading the artifact of version ${artifact.variables.version}…`}
          />
        )}
        {artifact.isError && (
          <Alert
            role="alert"
            status="danger"
            icon
            title={`The artifact of version ${artifact.variables.version} was not downloaded`}
            description={reasonOf(artifact.error)}
          />
        )}
        {moving && (
          <TransitionDialog
            model={model}
            version={moving.version}
            to={moving.to}
            onClose={() => setMoving(undefined)}
          />
        )}
        {version && opened.dialog === 'deploy' && (
          <DeployDialog
            model={model}
            deployments={deployments}
            version={version.version}
            onClose={close}
          />
        )}
        {version && (opened.dialog === 'canary' || opened.dialog === 'challenger') && (
          <ServeAsDialog
            servesAs={opened.dialog}
            model={model.name}
            deployments={deployments}
            version={version.version}
            onClose={close}
          />
        )}
        {version && opened.dialog === 'set-alias' && (
          <SetAliasDialog model={model} version={version} onClose={close} />
        )}
        {version && opened.dialog === 'remove-alias' && (
          <RemoveAliasDialog model={model} version={version} onClose={close} />
        )}
        {version && opened.dialog === 'edit' && (
          <EditVersionDialog version={version} onClose={close} />
        )}
        {version && opened.dialog === 'compare' && (
          <CompareDialog
            version={version}
            baseline={baselineOf(model, deployments)?.version}
            onClose={close}
          />
        )}
        {version && opened.dialog === 'delete' && (
          <DeleteVersionDialog version={version} onClose={close} />
        )}
      </>
    ),
  };
}
