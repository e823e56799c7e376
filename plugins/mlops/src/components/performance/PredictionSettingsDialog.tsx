import { Text, TextField } from '@backstage/ui';
import type { PredictionSettings } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useSetPredictionSettings } from '../../queries/performance';
import { ActionDialog } from '../model/ActionDialog';
import { NumberTextField } from '../shared/NumberTextField';
import { numberText, readNumber } from '../shared/readNumber';
import { ReasonField } from '../shared/ReasonField';

interface PredictionSettingsDialogProps {
  deployment: string;
  settings: PredictionSettings;
  onClose(): void;
}

const MOST_SLICES = 10;

/** Names in a text, each once. */
const namesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map(name => name.trim())
      .filter(name => name !== ''),
  ),
];

/** Says what is logged of predictions: how many, and which columns of their inputs are kept with them. */
export function PredictionSettingsDialog(props: PredictionSettingsDialogProps) {
  const { deployment, settings, onClose } = props;
  const change = useSetPredictionSettings(deployment);
  const [key, setKey] = useState(settings.key ?? '');
  const [slices, setSlices] = useState(settings.slices.join(', '));
  const [rate, setRate] = useState(numberText(settings.requestsPerSecond ?? undefined));
  const [reason, setReason] = useState('');
  const typed = readNumber(rate, { least: 0, most: 100_000 });
  const next: PredictionSettings = {
    key: key.trim() === '' ? null : key.trim(),
    slices: namesIn(slices),
    requestsPerSecond: typed.value ?? null,
  };
  const isSame = JSON.stringify(next) === JSON.stringify(settings);
  return (
    <ActionDialog
      title={`What is logged of ${deployment}`}
      action="Save"
      failure="Not changed"
      error={change.error}
      isReady={
        !isSame &&
        typed.problem === undefined &&
        next.slices.length <= MOST_SLICES &&
        reason.trim() !== ''
      }
      isPending={change.isPending}
      onAction={() =>
        change.mutate({ ...next, reason: reason.trim() }, { onSuccess: () => onClose() })
      }
      onClose={onClose}
    >
      <Text as="p" color="secondary">
        Performance is made of logged predictions. Of the inputs nothing is kept but the columns
        that are named here, from the next request on; name none that tells of persons without need.
      </Text>
      <NumberTextField
        label="Logged requests a second"
        description="Of each worker. Empty: as the operator configured it."
        text={rate}
        typed={typed}
        onChange={setRate}
      />
      <TextField
        label="Key column"
        description="An input, or a parameter of the requests, that labels may come by, such as flight_id."
        maxLength={200}
        value={key}
        onChange={setKey}
      />
      <TextField
        label="Columns to tell apart"
        description={`Up to ${MOST_SLICES}, such as carrier, origin; performance is shown by their values.`}
        value={slices}
        onChange={setSlices}
      />
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
