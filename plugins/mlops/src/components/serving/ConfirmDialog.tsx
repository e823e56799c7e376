import { Text } from '@backstage/ui';
import { useState, type ReactNode } from 'react';
import { ActionDialog } from '../model/ActionDialog';
import { ReasonField } from '../shared/ReasonField';

interface ConfirmDialogProps {
  title: string;
  action: string;
  failure: string;
  /** What will happen. */
  consequence: string;
  error: Error | null;
  isPending: boolean;
  isDestructive?: boolean;
  onAction(reason: string): void;
  onClose(): void;
  children?: ReactNode;
}

/** Says what will happen and asks for nothing but the reason. */
export function ConfirmDialog({ consequence, children, onAction, ...dialog }: ConfirmDialogProps) {
  const [reason, setReason] = useState('');
  return (
    <ActionDialog
      {...dialog}
      isReady={reason.trim() !== ''}
      onAction={() => onAction(reason.trim())}
    >
      <Text as="p">{consequence}</Text>
      {children}
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
