import { Select, Text } from '@backstage/ui';
import type { Deployment, FollowedStage } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useChangeDeployment } from '../../queries/deployments';
import { ActionDialog } from '../model/ActionDialog';
import { ReasonField } from '../shared/ReasonField';

const NONE = 'none';

interface FollowFieldProps {
  value: FollowedStage | undefined;
  onChange(stage: FollowedStage | undefined): void;
}

/** Which stage a deployment follows, if any. */
export function FollowField({ value, onChange }: FollowFieldProps) {
  return (
    <Select
      label="Follow a stage"
      description="A version that enters the stage is deployed with it, in one step."
      options={[
        { id: NONE, label: 'No: versions are deployed by hand' },
        { id: 'Staging', label: 'Staging' },
        { id: 'Production', label: 'Production' },
      ]}
      value={value ?? NONE}
      onChange={key => onChange(key === NONE ? undefined : (key as FollowedStage))}
    />
  );
}

/** Changes which stage a deployment follows. */
export function FollowDialog({ deployment, onClose }: { deployment: Deployment; onClose(): void }) {
  const change = useChangeDeployment(deployment.name);
  const [follow, setFollow] = useState(deployment.follow);
  const [reason, setReason] = useState('');
  return (
    <ActionDialog
      title={`Which stage ${deployment.name} follows`}
      action="Save"
      failure="Not changed"
      error={change.error}
      isReady={follow !== deployment.follow && reason.trim() !== ''}
      isPending={change.isPending}
      onAction={() =>
        change.mutate(
          { kind: 'follow', follow, reason: reason.trim() },
          { onSuccess: () => onClose() },
        )
      }
      onClose={onClose}
    >
      <FollowField value={follow} onChange={setFollow} />
      <Text as="p" color="secondary">
        {follow
          ? `From then on, a version of ${deployment.model} that enters ${follow} becomes the champion here. What serves now doesn’t change.`
          : 'Promoting a version changes nothing here; it has to be deployed.'}
      </Text>
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
