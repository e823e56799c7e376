import { Select, Text, TextAreaField, TextField } from '@backstage/ui';
import type { AlertSeverity } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useRaiseAlert } from '../../queries/alerts';
import { ActionDialog } from '../model/ActionDialog';
import { SEVERITIES, severityName } from '../shared/SeverityWord';
import { alertKey } from './alertKey';

interface RaiseAlertDialogProps {
  model: string;
  onClose(): void;
}

const OPTIONS = SEVERITIES.map(id => ({ id, label: severityName(id) }));
const LONGEST_SUMMARY = 300;
const LONGEST_DESCRIPTION = 4000;

/** Tells that something is wrong with a model, as a person. */
export function RaiseAlertDialog({ model, onClose }: RaiseAlertDialogProps) {
  const raise = useRaiseAlert(model);
  const [severity, setSeverity] = useState<AlertSeverity>('warning');
  const [summary, setSummary] = useState('');
  const [description, setDescription] = useState('');
  const sentence = summary.trim();
  return (
    <ActionDialog
      title={`Raise an alert at ${model}`}
      action="Raise the alert"
      failure="The alert was not raised"
      error={raise.error}
      isReady={sentence !== ''}
      isPending={raise.isPending}
      onAction={() =>
        raise.mutate(
          {
            key: alertKey(sentence),
            severity,
            summary: sentence,
            ...(description.trim() !== '' && { description: description.trim() }),
          },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <Text as="p">
        It stays open until somebody resolves it. Gates may refuse to promote a version meanwhile.
      </Text>
      <Select
        label="Severity"
        options={OPTIONS}
        value={severity}
        onChange={key => setSeverity(key as AlertSeverity)}
      />
      <TextField
        label="What is wrong"
        isRequired
        description="One sentence."
        maxLength={LONGEST_SUMMARY}
        value={summary}
        onChange={setSummary}
      />
      <TextAreaField
        label="What is known"
        description="What you saw, since when, what to look at. Markdown."
        maxLength={LONGEST_DESCRIPTION}
        value={description}
        onChange={setDescription}
      />
    </ActionDialog>
  );
}
