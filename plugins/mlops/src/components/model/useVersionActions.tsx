import { Alert } from '@backstage/ui';
import {
  mlopsAliasUpdatePermission,
  mlopsArtifactReadPermission,
  mlopsDeploymentDeployPermission,
  mlopsVersionDeletePermission,
  mlopsVersionUpdatePermission,
  type Deployment,
  type Model,
  type Version,
} from '@mlops-backstage/plugin-mlops-common';
import { useState, type ReactNode } from 'react';
import { useAccess } from '../../queries/access';
import { reasonOf } from '../../queries/errors';
import { useDownloadArtifact } from '../../queries/modelActions';
import { DeployDialog } from '../serving/DeployDialog';
import type { MenuAction } from '../shared/ActionMenu';
import { saveBlob } from '../shared/saveBlob';
import { RemoveAliasDialog, SetAliasDialog } from './AliasDialogs';
import { baselineOf } from './baseline';
import { CompareDialog } from './CompareDialog';
import { DeleteVersionDialog } from './DeleteDialogs';
import { EditVersionDialog } from './EditVersionDialog';
import { versionActions, type VersionDialog, type VersionRefusals } from './versionActions';

export interface VersionActions {
  of(version: Version): MenuAction[];
  /** What is under way because of an action: its dialog, its progress, its failure. */
  progress: ReactNode;
}

/** What can be done to the versions of a model, wherever they are shown. */
export function useVersionActions(model: Model, deployments: Deployment[]): VersionActions {
  const access = useAccess(model.name);
  const refusalsAt = ({ stage }: Version): VersionRefusals => ({
    deploy: access.refusal(mlopsDeploymentDeployPermission, { stage }),
    alias: access.refusal(mlopsAliasUpdatePermission, { stage }),
    update: access.refusal(mlopsVersionUpdatePermission, { stage }),
    remove: access.refusal(mlopsVersionDeletePermission, { stage }),
    download: access.refusal(mlopsArtifactReadPermission, { stage }),
  });
  const [opened, setOpened] = useState<{ dialog: VersionDialog; version: Version }>();
  const artifact = useDownloadArtifact();
  const close = () => setOpened(undefined);
  const download = (version: Version) =>
    artifact.mutate(version, {
      onSuccess: blob => saveBlob(blob, `${version.model}-v${version.version}.${version.format}`),
    });
  const open = (dialog: VersionDialog, version: Version) => setOpened({ dialog, version });
  const version = opened?.version;
  return {
    of: other =>
      versionActions({
        model,
        version: other,
        deployments,
        refusals: refusalsAt(other),
        open,
        download,
      }),
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
        {version && opened.dialog === 'deploy' && (
          <DeployDialog
            model={model}
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
