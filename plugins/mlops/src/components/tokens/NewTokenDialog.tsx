import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  NumberField,
  Select,
  Text,
  TextField,
} from '@backstage/ui';
import type { NewToken } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { formatDay } from '../../format/instants';
import { useCreateToken } from '../../queries/tokens';
import { ActionDialog } from '../model/ActionDialog';
import dialogs from '../model/Dialogs.module.css';
import { CopyButton } from '../shared/CopyButton';
import { LimitFields, useLimitForm } from './LimitFields';
import styles from './Tokens.module.css';

const LONGEST_NAME = 100;
const OTHER = 'other';
const USUAL_DAYS = 90;
const MOST_DAYS = 3650;
const DAY_MS = 86_400_000;
const EXPIRIES = [
  { id: '7', label: '7 days' },
  { id: '30', label: '30 days' },
  { id: '90', label: '90 days' },
  { id: '365', label: '1 year' },
  { id: OTHER, label: 'Another time…' },
];

interface NewTokenDialogProps {
  deployment: string;
  onClose(): void;
}

/** Makes a token, then shows its secret this once. */
export function NewTokenDialog({ deployment, onClose }: NewTokenDialogProps) {
  const create = useCreateToken(deployment);
  const [name, setName] = useState('');
  const [expiry, setExpiry] = useState(String(USUAL_DAYS));
  const [otherDays, setOtherDays] = useState(USUAL_DAYS);
  const form = useLimitForm();
  if (create.data) {
    return <SecretDialog made={create.data} onClose={onClose} />;
  }
  const expiresInDays = expiry === OTHER ? otherDays : Number(expiry);
  const isExpiry =
    Number.isInteger(expiresInDays) && expiresInDays >= 1 && expiresInDays <= MOST_DAYS;
  return (
    <ActionDialog
      title={`New token of ${deployment}`}
      action="Make the token"
      failure="No token was made"
      error={create.error}
      isReady={name.trim() !== '' && isExpiry && form.limits !== undefined}
      isPending={create.isPending}
      onAction={() => create.mutate({ name: name.trim(), expiresInDays, ...form.limits })}
      onClose={onClose}
    >
      <TextField
        label="Name"
        isRequired
        description="What it is for: the program that will call with it."
        maxLength={LONGEST_NAME}
        value={name}
        onChange={setName}
      />
      <Select
        label="Expires after"
        options={EXPIRIES}
        value={expiry}
        onChange={key => setExpiry(String(key))}
      />
      {expiry === OTHER && (
        <NumberField
          label="Days"
          isRequired
          minValue={1}
          maxValue={MOST_DAYS}
          formatOptions={{ maximumFractionDigits: 0 }}
          value={otherDays}
          onChange={setOtherDays}
        />
      )}
      <LimitFields form={form} />
      {isExpiry && (
        <Text as="p" color="secondary">
          It opens {deployment} alone, until {formatDay(Date.now() + expiresInDays * DAY_MS)}.
        </Text>
      )}
    </ActionDialog>
  );
}

/** The one time that the secret is there: no click beside the dialog and no slip of a key closes it. */
function SecretDialog({ made, onClose }: { made: NewToken; onClose(): void }) {
  const { secret, token } = made;
  return (
    <Dialog isOpen isDismissable={false} isKeyboardDismissDisabled width={560}>
      <DialogHeader>The token {token.name}</DialogHeader>
      <DialogBody>
        <div className={dialogs.fields}>
          <Alert
            role="status"
            status="warning"
            icon
            title="Copy it now: it is shown this once"
            description="Only its fingerprint is kept. Put it where your program finds it as MLOPS_TOKEN, such as a secret store; never into code or a chat."
          />
          <div className={styles.secret}>
            <code>{secret}</code>
            <CopyButton text={secret} label="Copy the token" />
          </div>
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onPress={onClose}>
          Done
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
