import {
  Alert,
  Button,
  Checkbox,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Select,
  Text,
  TextField,
} from '@backstage/ui';
import type { Deployment, Model } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useDeploy } from '../../queries/deployments';
import { reasonOf } from '../../queries/errors';
import { useVersionPage } from '../../queries/versions';
import { ReasonField } from '../shared/ReasonField';
import {
  deployConsequence,
  deployDecision,
  deployProblem,
  type DeployForm,
} from './deployDecision';
import styles from './Serving.module.css';

interface DeployDialogProps {
  model: Model;
  /** The endpoints that may be changed; a new one may be made in any case. */
  deployments: Deployment[];
  /** What the dialog starts with. */
  deployment?: string;
  version?: number;
  onClose(): void;
}

const NEW_ENDPOINT = 'new';
const MOST_VERSIONS = 100;

/** Deploys a version: to an endpoint that exists, or to a new one. */
export function DeployDialog(props: DeployDialogProps) {
  const { model, deployments, onClose } = props;
  const versions = useVersionPage(model.name, undefined, MOST_VERSIONS);
  const deploy = useDeploy();
  const [form, setForm] = useState<DeployForm>({
    deployment: props.deployment ?? deployments[0]?.name,
    name: deployments.some(d => d.name === model.name) ? '' : model.name,
    // Where a model has no version, nothing opens this dialog.
    version: props.version ?? model.latestVersion?.version ?? 1,
    allowEventTime: false,
    reason: '',
  });
  const set = (change: Partial<DeployForm>) => setForm(present => ({ ...present, ...change }));
  const present = deployments.find(({ name }) => name === form.deployment);
  const numbers = versions.data?.items.filter(v => v.servable).map(v => v.version) ?? [];
  const problem = deployProblem(form);
  const send = () =>
    deploy.mutate(deployDecision(model.name, form), { onSuccess: () => onClose() });

  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={520}>
      <DialogHeader>Deploy {model.name}</DialogHeader>
      <DialogBody>
        <div className={styles.stack}>
          {deployments.length > 0 && (
            <Select
              label="Endpoint"
              options={[
                ...deployments.map(({ name }) => ({ id: name, label: name })),
                { id: NEW_ENDPOINT, label: 'A new endpoint' },
              ]}
              value={form.deployment ?? NEW_ENDPOINT}
              onChange={key => set({ deployment: key === NEW_ENDPOINT ? undefined : String(key) })}
            />
          )}
          {form.deployment === undefined && (
            <TextField
              label="Name"
              description="Part of the endpoint’s address; it stays."
              value={form.name}
              onChange={name => set({ name })}
            />
          )}
          <Select
            label="Version"
            options={[...new Set([form.version, ...numbers])]
              .sort((a, b) => b - a)
              .map(number => ({ id: String(number), label: `v${number}` }))}
            value={String(form.version)}
            onChange={key => set({ version: Number(key) })}
          />
          {form.deployment === undefined && (
            <Checkbox
              isSelected={form.allowEventTime}
              onChange={allowEventTime => set({ allowEventTime })}
            >
              Requests may say when their rows happened (to replay past traffic)
            </Checkbox>
          )}
          <ReasonField value={form.reason} onChange={reason => set({ reason })} />
          <Text as="p" color="secondary">
            {deployConsequence(form, present)}
          </Text>
          {deploy.isError && (
            <Alert
              role="alert"
              status="danger"
              icon
              title="Not deployed"
              description={reasonOf(deploy.error)}
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
          isDisabled={problem !== undefined}
          isPending={deploy.isPending}
          onPress={send}
        >
          Deploy v{form.version}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
