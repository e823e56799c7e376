import { Button, Dialog, DialogBody, DialogFooter, DialogHeader } from '@backstage/ui';
import type { Deployment, Model } from '@mlops-backstage/plugin-mlops-common';
import { useLifecyclePolicy } from '../../queries/lifecyclePolicy';
import { useVersionsSoFar } from '../../queries/versions';
import { Answer } from '../shared/Answer';
import { DeployFields } from './DeployFields';

interface DeployDialogProps {
  model: Model;
  /** The endpoints that may be changed; a new one may be made in any case. */
  deployments: Deployment[];
  /** What the dialog starts with. */
  deployment?: string;
  version?: number;
  onClose(): void;
}

/** Deploys a version: to an endpoint that exists, or to a new one. */
export function DeployDialog(props: DeployDialogProps) {
  const { model, onClose } = props;
  const policy = useLifecyclePolicy();
  const versions = useVersionsSoFar(model.name);
  if (policy.data && versions.data) {
    return <DeployFields {...props} environments={policy.data.environments} versions={versions} />;
  }
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={560}>
      <DialogHeader>Deploy {model.name}</DialogHeader>
      <DialogBody>
        {policy.data ? (
          <Answer query={versions} what="the versions">
            {() => null}
          </Answer>
        ) : (
          <Answer query={policy} what="the environments">
            {() => null}
          </Answer>
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          Cancel
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
