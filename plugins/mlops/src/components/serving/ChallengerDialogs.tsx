import { Text } from '@backstage/ui';
import type { Deployment, Version } from '@mlops-backstage/plugin-mlops-common';
import { useState, type ReactNode } from 'react';
import { useChangeDeployment } from '../../queries/deployments';
import { ActionDialog } from '../model/ActionDialog';
import { ReasonField } from '../shared/ReasonField';
import { isServedElsewhere } from '../shared/servedElsewhere';
import { ConfirmDialog } from './ConfirmDialog';
import { useServingChoices } from './useServingChoices';
import { VersionPicker } from './VersionPicker';

/** As many challengers as the contract allows. */
export const MOST_CHALLENGERS = 5;

interface AddChallengerDialogProps {
  deployment: Deployment;
  /** What the dialog starts with. */
  version?: number;
  /** The choice of the endpoint, where it isn't clear from elsewhere. */
  endpoint?: ReactNode;
  /** Why the person can't change this endpoint. */
  refusal?: string;
  onClose(): void;
}

/** Why a version can't become a challenger besides what the environment takes. */
function roleRefusal({ version }: Version, deployment: Deployment): string | undefined {
  if (version === deployment.version) {
    return `v${version} is the champion`;
  }
  if (version === deployment.canary?.version) {
    return `v${version} is the canary`;
  }
  return deployment.challengers.includes(version)
    ? `v${version} is a challenger already`
    : undefined;
}

/** Sends copies of the requests to a further version. */
export function AddChallengerDialog(props: AddChallengerDialogProps) {
  const { deployment, version: preset, endpoint, refusal, onClose } = props;
  const change = useChangeDeployment(deployment.name);
  const choices = useServingChoices(deployment);
  const [chosen, choose] = useState(preset);
  const [reason, setReason] = useState('');
  const refusalOf = (each: Version) =>
    roleRefusal(each, deployment) ?? choices.refusalOf(each, 'challenger');
  const known = choices.versions.data ?? [];
  const version = chosen ?? known.find(each => refusalOf(each) === undefined)?.version;
  const details = known.find(each => each.version === version);
  const isFull = deployment.challengers.length >= MOST_CHALLENGERS;
  const isReady =
    version !== undefined &&
    refusal === undefined &&
    !isFull &&
    !(details && refusalOf(details)) &&
    reason.trim() !== '';
  return (
    <ActionDialog
      title={`Add a challenger to ${deployment.name}`}
      action="Add the challenger"
      failure="The challenger was not added"
      error={change.error}
      isReady={isReady}
      isPending={change.isPending}
      onAction={() =>
        change.mutate(
          {
            kind: 'challengers',
            versions: [...deployment.challengers, version!],
            reason: reason.trim(),
          },
          { onSuccess: () => onClose() },
        )
      }
      onClose={onClose}
    >
      {endpoint}
      <VersionPicker
        versions={choices.versions}
        refusalOf={refusalOf}
        value={version}
        onChange={choose}
      />
      {isFull && (
        <Text as="p">
          {deployment.name} has {MOST_CHALLENGERS} challengers, and can’t have more.
        </Text>
      )}
      <Text as="p" color="secondary">
        {isServedElsewhere(deployment)
          ? 'What is told of the challenger’s predictions is compared with the champion’s of the same id; nothing is copied from here.'
          : 'The challenger gets a copy of every request. What it answers is observed and compared with the champion, never sent: callers notice nothing.'}
      </Text>
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}

interface RemoveChallengerDialogProps {
  deployment: Deployment;
  version: number;
  onClose(): void;
}

export function RemoveChallengerDialog(props: RemoveChallengerDialogProps) {
  const { deployment, version, onClose } = props;
  const change = useChangeDeployment(deployment.name);
  return (
    <ConfirmDialog
      title={`Take the challenger v${version} away from ${deployment.name}`}
      action={`Take v${version} away`}
      failure="The challenger was not taken away"
      consequence={`${
        isServedElsewhere(deployment)
          ? `v${version} counts as no challenger any more.`
          : `v${version} gets no copies of requests any more.`
      } Who answers doesn’t change, and what was observed of it stays.`}
      error={change.error}
      isPending={change.isPending}
      isDestructive
      onAction={reason =>
        change.mutate(
          {
            kind: 'challengers',
            versions: deployment.challengers.filter(each => each !== version),
            reason,
          },
          { onSuccess: () => onClose() },
        )
      }
      onClose={onClose}
    />
  );
}
