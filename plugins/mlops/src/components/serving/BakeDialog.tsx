import { Select, Text } from '@backstage/ui';
import type { BakeLimits, Deployment, Environment } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useChangeDeployment } from '../../queries/deployments';
import { useLifecyclePolicy } from '../../queries/lifecyclePolicy';
import { ActionDialog } from '../model/ActionDialog';
import { NumberTextField } from '../shared/NumberTextField';
import { ReasonField } from '../shared/ReasonField';
import { bakeTexts, readBakeTexts, type BakeField } from './bakeForm';
import { bakeLimitsInWords } from './bakeInWords';

type Choice = 'environment' | 'own' | 'none';

/** Nobody watches. */
const OFF: BakeLimits = { durationSeconds: 0, minRequests: 1 };

const FIELDS: ReadonlyArray<
  [field: BakeField, label: string, description: string, isRequired?: boolean]
> = [
  ['minutes', 'Minutes', 'How long a version that newly answers is watched.', true],
  ['minRequests', 'Requests before anything is judged', 'With fewer nothing is rolled back.', true],
  ['maxErrorPercent', 'Failed requests, in percent', 'Answers of 5xx. Empty: no limit.'],
  [
    'maxLatencyP99Ms',
    'p99 latency, in milliseconds',
    'What 99 of 100 answers may take. Empty: no limit.',
  ],
  [
    'maxLatencyRatio',
    'p99 latency, as a multiple of the champion’s before',
    '2 for twice as long. Empty: no limit.',
  ],
];

const choiceOf = ({ bakeLimits }: Deployment): Choice => {
  if (!bakeLimits) {
    return 'environment';
  }
  return bakeLimits.durationSeconds === 0 ? 'none' : 'own';
};

/** By what the form makes of them, which has the fields in one order. */
const isSameLimits = (typed: BakeLimits | undefined, present: BakeLimits | undefined) =>
  JSON.stringify(typed) === JSON.stringify(readBakeTexts(bakeTexts(present)).limits);

const environmentLabel = (environment: Environment | undefined) =>
  environment
    ? `Those of ${environment.title} (${bakeLimitsInWords(environment.bakeLimits)})`
    : 'Those of its environment';

interface BakeDialogProps {
  deployment: Deployment;
  onClose(): void;
}

/** Sets what versions have to keep to during their bake time. */
export function BakeDialog({ deployment, onClose }: BakeDialogProps) {
  const change = useChangeDeployment(deployment.name);
  const { data: policy } = useLifecyclePolicy();
  const environment = policy?.environments.find(({ name }) => name === deployment.environment);
  const [choice, setChoice] = useState(() => choiceOf(deployment));
  const [texts, setTexts] = useState(() => bakeTexts(deployment.bakeLimits));
  const [reason, setReason] = useState('');
  const form = readBakeTexts(texts);
  const next = { environment: null, none: OFF, own: form.limits }[choice];
  const isSame =
    choice === choiceOf(deployment) &&
    (choice !== 'own' || isSameLimits(form.limits, deployment.bakeLimits));
  return (
    <ActionDialog
      title={`Bake time of ${deployment.name}`}
      action="Save"
      failure="Not changed"
      error={change.error}
      isReady={next !== undefined && !isSame && reason.trim() !== ''}
      isPending={change.isPending}
      onAction={() =>
        change.mutate(
          { kind: 'bake', bakeLimits: next!, reason: reason.trim() },
          { onSuccess: () => onClose() },
        )
      }
      onClose={onClose}
    >
      <Text as="p" color="secondary">
        A version that newly answers, as champion or canary, is watched for a while. When it breaks
        a limit beyond doubt, the endpoint is rolled back by itself and an alert is raised. What is
        set here counts for versions that come from then on.
      </Text>
      <Select
        label="Limits"
        options={[
          { id: 'environment', label: environmentLabel(environment) },
          { id: 'own', label: 'Those of this endpoint' },
          { id: 'none', label: 'None: new versions are not watched' },
        ]}
        value={choice}
        onChange={key => setChoice(key as Choice)}
      />
      {choice === 'own' &&
        FIELDS.map(([field, label, description, isRequired]) => (
          <NumberTextField
            key={field}
            label={label}
            description={description}
            isRequired={isRequired}
            text={texts[field]}
            typed={form.typed[field]}
            onChange={text => setTexts(before => ({ ...before, [field]: text }))}
          />
        ))}
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
