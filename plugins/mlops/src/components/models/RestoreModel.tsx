import { Alert, Button, Dialog, DialogBody, DialogFooter, DialogHeader, Text } from '@backstage/ui';
import { mlopsModelDeletePermission } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { reasonOf } from '../../queries/errors';
import { useRestoreModel } from '../../queries/models';
import { GuardedButton } from '../shared/GuardedButton';
import { ReasonField } from '../shared/ReasonField';
import { useModelRefusal } from '../shared/useRefusal';
import styles from './ModelsPage.module.css';

interface RestoreModelProps {
  model: string;
  onRestored(model: string): void;
}

/** The button that brings a deleted model back, and what it asks before. */
export function RestoreModel({ model, onRestored }: RestoreModelProps) {
  const refusal = useModelRefusal(mlopsModelDeletePermission, model);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <GuardedButton
        size="small"
        variant="secondary"
        refusal={refusal}
        aria-label={`Restore ${model}`}
        onPress={() => setOpen(true)}
      >
        Restore
      </GuardedButton>
      {isOpen && (
        <RestoreDialog model={model} onRestored={onRestored} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

function RestoreDialog({ model, onRestored, onClose }: RestoreModelProps & { onClose(): void }) {
  const restore = useRestoreModel();
  const [reason, setReason] = useState('');
  const send = async () => {
    // A refusal stays in the dialog, which shows it.
    await restore.mutateAsync({ model, reason: reason.trim() }).then(
      () => {
        onClose();
        onRestored(model);
      },
      () => undefined,
    );
  };
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={520}>
      <DialogHeader>Restore {model}</DialogHeader>
      <DialogBody>
        <div className={styles.fields}>
          <Text as="p">
            It comes back with the versions that it had when it was deleted, and is in the list and
            in the catalog again. Nothing is deployed by this.
          </Text>
          <ReasonField value={reason} onChange={setReason} />
          {restore.isError && (
            <Alert
              role="alert"
              status="danger"
              icon
              title="Not restored"
              description={reasonOf(restore.error)}
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
          isDisabled={reason.trim() === ''}
          isPending={restore.isPending}
          onPress={send}
        >
          Restore
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
