import { Select, Text } from '@backstage/ui';
import { useState } from 'react';
import { useMuteAlerts } from '../../queries/alerts';
import { ActionDialog } from '../model/ActionDialog';
import { ReasonField } from '../shared/ReasonField';

interface MuteDialogProps {
  model: string;
  /** Undefined for all alerts of the model. */
  rule: string | undefined;
  onClose(): void;
}

const HOUR_MS = 3_600_000;
const SPANS: Array<{ id: string; label: string; ms: number }> = [
  { id: 'hour', label: 'For an hour', ms: HOUR_MS },
  { id: 'day', label: 'For a day', ms: 24 * HOUR_MS },
  { id: 'week', label: 'For a week', ms: 7 * 24 * HOUR_MS },
  { id: 'month', label: 'For 30 days', ms: 30 * 24 * HOUR_MS },
];

/** Has nobody told of alerts until a time, with a reason. */
export function MuteDialog({ model, rule, onClose }: MuteDialogProps) {
  const mute = useMuteAlerts(model, rule);
  const [span, setSpan] = useState('day');
  const [reason, setReason] = useState('');
  const { ms } = SPANS.find(({ id }) => id === span)!;
  return (
    <ActionDialog
      title={rule === undefined ? `Mute the alerts of ${model}` : `Mute the rule ${rule}`}
      action="Mute"
      failure="Nothing was muted"
      error={mute.error}
      isReady={reason.trim() !== ''}
      isPending={mute.isPending}
      onAction={() =>
        mute.mutate(
          { until: new Date(Date.now() + ms).toISOString(), reason: reason.trim() },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <Text as="p">
        {rule === undefined
          ? `Nobody is told of alerts of ${model} meanwhile, neither by notification nor by webhook.`
          : `Nobody is told of what this rule raises at ${model} meanwhile, neither by notification nor by webhook.`}{' '}
        Alerts are raised and shown all the same. What is still wrong afterwards is told then.
      </Text>
      <Select
        label="How long"
        options={SPANS.map(({ id, label }) => ({ id, label }))}
        value={span}
        onChange={key => setSpan(key as string)}
      />
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
