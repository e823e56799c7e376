import { Text } from '@backstage/ui';
import type { Alert } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useAlertStep, type AlertStep } from '../../queries/alerts';
import { ActionDialog } from '../model/ActionDialog';
import { ReasonField } from '../shared/ReasonField';

interface AlertStepDialogProps {
  alert: Alert;
  step: AlertStep;
  onClose(): void;
}

const WORDS = {
  acknowledge: {
    action: 'Acknowledge',
    failure: 'The alert was not acknowledged',
    consequence: 'Others see that you are at it. It stays until it is resolved.',
  },
  resolve: {
    action: 'Resolve',
    failure: 'The alert was not resolved',
    consequence:
      'It leaves the list, and no gate counts it any more. Should it come up again, it is a new alert.',
  },
} as const;

/** Acknowledges or resolves an alert, with a reason. */
export function AlertStepDialog({ alert, step, onClose }: AlertStepDialogProps) {
  const take = useAlertStep(alert, step);
  const [reason, setReason] = useState('');
  const { action, failure, consequence } = WORDS[step];
  return (
    <ActionDialog
      title={`${action} an alert of ${alert.model}`}
      action={action}
      failure={failure}
      error={take.error}
      isReady={reason.trim() !== ''}
      isPending={take.isPending}
      onAction={() => take.mutate({ reason: reason.trim() }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text as="p">{alert.summary}</Text>
      <Text as="p" color="secondary">
        {consequence}
      </Text>
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
