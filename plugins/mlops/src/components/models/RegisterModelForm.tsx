import {
  Alert,
  Button,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Select,
  Text,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import type { ProblemType } from '@mlops-backstage/plugin-mlops-common';
import { useRef, useState } from 'react';
import { formatBytes } from '../../format/numbers';
import { reasonOf } from '../../queries/errors';
import { useRegisterModel } from '../../queries/models';
import { FileField } from '../shared/FileField';
import { PROBLEM_TYPES } from './modelListState';
import styles from './ModelsPage.module.css';
import { registrationMetadata, registrationProblems, type RegistrationForm } from './registration';
import { useOwnerOptions, useOwnIdentities } from './useOwnerOptions';

const PROBLEM_OPTIONS = Object.entries(PROBLEM_TYPES).map(([id, label]) => ({ id, label }));

/** Registers a model with its first version from an ONNX file. */
export function RegisterModelForm({ onClose }: { onClose(): void }) {
  const own = useOwnIdentities();
  const owners = useOwnerOptions(own);
  const register = useRegisterModel();
  const abort = useRef<AbortController>();
  const [showProblems, setShowProblems] = useState(false);
  const [fields, setFields] = useState<Omit<RegistrationForm, 'owner'> & { owner?: string }>({
    name: '',
    problemType: 'binary-classification',
    description: '',
  });
  const form: RegistrationForm = { ...fields, owner: fields.owner ?? own[0] ?? '' };
  const problems = registrationProblems(form);
  const shown = showProblems ? problems : {};
  const set = (change: Partial<RegistrationForm>) =>
    setFields(present => ({ ...present, ...change }));

  const send = () => {
    setShowProblems(true);
    if (form.artifact && Object.keys(problems).length === 0) {
      abort.current = new AbortController();
      register.mutate({
        metadata: registrationMetadata(form),
        artifact: form.artifact,
        reference: form.reference,
        signal: abort.current.signal,
      });
    }
  };

  if (register.data) {
    return <Registered model={register.data.model} onClose={onClose} />;
  }
  return (
    <>
      <DialogHeader>Register a model</DialogHeader>
      <DialogBody>
        <div className={styles.fields}>
          <TextField
            label="Name"
            isRequired
            placeholder="flight-delay-risk"
            value={form.name}
            onChange={name => set({ name })}
            isInvalid={shown.name !== undefined}
            description={shown.name ?? 'The name programs and pages use; it stays.'}
          />
          <Select
            label="Owner"
            isRequired
            search={{ placeholder: 'Search groups…' }}
            options={owners}
            value={form.owner || null}
            onChange={owner => set({ owner: String(owner) })}
            isInvalid={shown.owner !== undefined}
            description={shown.owner}
          />
          <Select
            label="Problem type"
            options={PROBLEM_OPTIONS}
            value={form.problemType}
            onChange={problem => set({ problemType: problem as ProblemType })}
          />
          <TextAreaField
            label="Description"
            value={form.description}
            onChange={description => set({ description })}
            maxLength={4000}
          />
          <FileField
            label="ONNX file"
            accept=".onnx"
            isRequired
            problem={shown.artifact}
            onChange={artifact => set({ artifact })}
          />
          <FileField
            label="Reference data"
            accept=".parquet,.csv"
            description="Optional. Parquet or CSV with one column an input; drift is measured against it."
            problem={shown.reference}
            onChange={reference => set({ reference })}
          />
          {register.isPending && (
            <div role="status">
              <Text as="p" variant="body-small">
                Uploading {formatBytes((form.artifact?.size ?? 0) + (form.reference?.size ?? 0))}{' '}
                and checking the model…
              </Text>
              <progress className={styles.progress} aria-label="Uploading" />
            </div>
          )}
          {register.isError && (
            <Alert
              role="alert"
              status="danger"
              icon
              title="The model was not registered"
              description={reasonOf(register.error)}
            />
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="secondary"
          onPress={() => {
            abort.current?.abort();
            onClose();
          }}
        >
          Cancel
        </Button>
        <Button variant="primary" isPending={register.isPending} onPress={send}>
          Register
        </Button>
      </DialogFooter>
    </>
  );
}

function Registered({ model, onClose }: { model: string; onClose(): void }) {
  return (
    <>
      <DialogHeader>Register a model</DialogHeader>
      <DialogBody>
        <Alert
          role="status"
          status="success"
          icon
          title={`${model} is registered`}
          description={`It is in the list as version 1. To deploy and watch it from a page of its own, give a catalog entity the annotation mlops.io/model: ${model}.`}
        />
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onPress={onClose}>
          Close
        </Button>
      </DialogFooter>
    </>
  );
}
