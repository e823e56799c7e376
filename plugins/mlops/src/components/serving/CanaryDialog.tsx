import { NumberField, Text } from '@backstage/ui';
import type { Deployment, Version } from '@mlops-backstage/plugin-mlops-common';
import { useState, type ReactNode } from 'react';
import { useChangeDeployment } from '../../queries/deployments';
import { ActionDialog } from '../model/ActionDialog';
import { ReasonField } from '../shared/ReasonField';
import { isServedElsewhere } from '../shared/servedElsewhere';
import { formatShare, servedVersions } from './servedVersions';
import { ShareBar } from './ShareBar';
import { useServingChoices } from './useServingChoices';
import { VersionPicker } from './VersionPicker';

interface CanaryDialogProps {
  deployment: Deployment;
  /** What the dialog starts with; else the present canary. */
  version?: number;
  /** The choice of the endpoint, where it isn't clear from elsewhere. */
  endpoint?: ReactNode;
  /** Why the person can't change this endpoint. */
  refusal?: string;
  onClose(): void;
}

const FIRST_WEIGHT = 10;

/** Why a version can't become the canary besides what the environment takes. */
const roleRefusal = ({ version }: Version, deployment: Deployment) =>
  version === deployment.version ? `v${version} is the champion already` : undefined;

/** Has a version answer a share of the requests, or changes the share. */
export function CanaryDialog(props: CanaryDialogProps) {
  const { deployment, version: preset, endpoint, refusal, onClose } = props;
  const { canary } = deployment;
  const change = useChangeDeployment(deployment.name);
  const choices = useServingChoices(deployment);
  const [chosen, choose] = useState(preset ?? canary?.version);
  const [weight, setWeight] = useState(canary?.weight ?? FIRST_WEIGHT);
  const [reason, setReason] = useState('');
  const refusalOf = (each: Version) =>
    roleRefusal(each, deployment) ?? choices.refusalOf(each, 'canary');
  const known = choices.versions.data ?? [];
  const version = chosen ?? known.find(each => refusalOf(each) === undefined)?.version;
  const details = known.find(each => each.version === version);
  const isShare = weight > 0 && weight < 100;
  const isSame = version === canary?.version && weight === canary?.weight;
  const isReady =
    version !== undefined &&
    refusal === undefined &&
    !(details && refusalOf(details)) &&
    isShare &&
    !isSame &&
    reason.trim() !== '';
  const next = version === undefined || !isShare ? undefined : { version, weight };
  return (
    <ActionDialog
      title={`${canary ? 'Change the canary' : 'Add a canary'} of ${deployment.name}`}
      action={canary ? 'Change the canary' : 'Add the canary'}
      failure={canary ? 'The canary was not changed' : 'The canary was not added'}
      error={change.error}
      isReady={isReady}
      isPending={change.isPending}
      onAction={() =>
        change.mutate(
          { kind: 'canary', version: version!, weight, reason: reason.trim() },
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
      <NumberField
        label="Share of the requests, in percent"
        isRequired
        minValue={0.01}
        maxValue={99.99}
        formatOptions={{ maximumFractionDigits: 2 }}
        description={
          isServedElsewhere(deployment)
            ? 'As it is split where the model is served: nothing is routed from here.'
            : 'Callers that send the header x-routing-key stay with one version.'
        }
        value={weight}
        onChange={setWeight}
      />
      {next && deployment.version !== undefined && (
        <>
          <ShareBar served={servedVersions({ ...deployment, canary: next })} />
          <Text as="p" color="secondary">
            {canaryConsequence(deployment, next, isSame)}
          </Text>
        </>
      )}
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}

function canaryConsequence(
  { version, canary, challengers }: Deployment,
  next: NonNullable<Deployment['canary']>,
  isSame: boolean,
): string {
  if (isSame) {
    return `v${next.version} answers ${formatShare(next.weight)} already: nothing will change.`;
  }
  const outgoing =
    canary && canary.version !== next.version ? ` v${canary.version} answers no more.` : '';
  const challenger = challengers.includes(next.version)
    ? ` It is a challenger now and will answer instead.`
    : '';
  return `v${next.version} will answer ${formatShare(next.weight)} of the requests, the champion v${version} the other ${formatShare(100 - next.weight)}.${outgoing}${challenger}`;
}
