import { Alert, Button, Dialog, DialogBody, DialogFooter, DialogHeader, Text } from '@backstage/ui';
import type { Deployment } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useUndeploy } from '../../queries/deployments';
import { reasonOf } from '../../queries/errors';
import { ReasonField } from '../shared/ReasonField';
import styles from './Serving.module.css';

interface UndeployDialogProps {
  deployment: Deployment;
  onClose(): void;
}

/** Stops serving, after having said what that means. */
export function UndeployDialog({ deployment, onClose }: UndeployDialogProps) {
  const undeploy = useUndeploy();
  const [reason, setReason] = useState('');
  const send = () =>
    undeploy.mutate(
      { deployment: deployment.name, reason: reason.trim() },
      { onSuccess: () => onClose() },
    );
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={520}>
      <DialogHeader>Undeploy {deployment.name}</DialogHeader>
      <DialogBody>
        <div className={styles.stack}>
          <Text as="p">
            The endpoint stops answering: programs that call it get an error from then on. Its name,
            its history and its monitoring data stay, and it can be deployed again.
          </Text>
          <ReasonField value={reason} onChange={setReason} />
          {undeploy.isError && (
            <Alert
              role="alert"
              status="danger"
              icon
              title="Not undeployed"
              description={reasonOf(undeploy.error)}
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
          destructive
          isDisabled={reason.trim() === ''}
          isPending={undeploy.isPending}
          onPress={send}
        >
          Undeploy
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
