import { Alert, Button, Dialog, DialogBody, DialogFooter, DialogHeader } from '@backstage/ui';
import type { ReactNode } from 'react';
import { reasonOf } from '../../queries/errors';
import styles from './Dialogs.module.css';

interface ActionDialogProps {
  title: string;
  /** What the button that does it says. */
  action: string;
  /** What to say should the backend refuse: `Not deleted`. */
  failure: string;
  error: Error | null;
  isReady: boolean;
  isPending: boolean;
  isDestructive?: boolean;
  onAction(): void;
  onClose(): void;
  children: ReactNode;
}

/** A dialog that says what will happen, asks what it needs and does one thing. */
export function ActionDialog(props: ActionDialogProps) {
  const { title, action, failure, error, isReady, isPending, isDestructive } = props;
  const { onAction, onClose, children } = props;
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={560}>
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <div className={styles.fields}>
          {children}
          {error && (
            <Alert
              role="alert"
              status="danger"
              icon
              title={failure}
              description={reasonOf(error)}
            />
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          Cancel
        </Button>
        <Button
          variant="primary"
          destructive={isDestructive}
          isDisabled={!isReady}
          isPending={isPending}
          onPress={onAction}
        >
          {action}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
