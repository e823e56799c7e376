import { Text } from '@backstage/ui';
import { useState } from 'react';
import { ActionDialog } from './ActionDialog';
import { ReasonField } from '../shared/ReasonField';

interface ReasonDialogProps {
  title: string;
  action: string;
  /** What will be so. */
  consequence: string;
  isDestructive?: boolean;
  change: {
    mutate(decision: { reason: string }, options: { onSuccess(): void }): void;
    error: Error | null;
    isPending: boolean;
  };
  onClose(): void;
}

/** Says what will happen, asks why, then does it. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, action, consequence, isDestructive, change, onClose } = props;
  const [reason, setReason] = useState('');
  return (
    <ActionDialog
      title={title}
      action={action}
      failure="Nothing was changed"
      error={change.error}
      isReady={reason.trim() !== ''}
      isPending={change.isPending}
      isDestructive={isDestructive}
      onAction={() => change.mutate({ reason: reason.trim() }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text as="p">{consequence}</Text>
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
