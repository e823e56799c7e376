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
import { useEffect, useRef, useState } from 'react';
import { formatBytes } from '../../format/numbers';
import { reasonOf } from '../../queries/errors';
import { useRegisterModel } from '../../queries/models';
import { ArtifactFields } from './ArtifactFields';
import { PROBLEM_TYPES } from './modelListState';
import styles from './ModelsPage.module.css';
import { Registered } from './Registered';
import {
  emptyRegistration,
  refusedPart,
  registrationMetadata,
  registrationProblems,
  type RegistrationForm,
} from './registration';
import { useOwnerOptions, useOwnIdentities, useSystemOptions } from './useOwnerOptions';

const PROBLEM_OPTIONS = Object.entries(PROBLEM_TYPES).map(([id, label]) => ({ id, label }));
const NO_SYSTEM = 'none';

/** Registers a model, with its first version if there is one. */
export function RegisterModelForm({ onClose }: { onClose(): void }) {
  const own = useOwnIdentities();
  const owners = useOwnerOptions(own);
  const systems = useSystemOptions();
  const register = useRegisterModel();
  const abort = useRef<AbortController>();
  const [showProblems, setShowProblems] = useState(false);
  const [fields, setFields] = useState(emptyRegistration);
  const form: RegistrationForm = { ...fields, owner: fields.owner || own[0] || '' };
  const problems = registrationProblems(form);
  const shown = showProblems ? problems : {};
  const refused = register.isError ? refusedPart(register.error) : undefined;
  const set = (change: Partial<RegistrationForm>) =>
    setFields(present => ({ ...present, ...change }));

  const send = () => {
    setShowProblems(true);
    if (Object.keys(problems).length > 0) {
      return;
    }
    abort.current = new AbortController();
    register.mutate({
      metadata: registrationMetadata(form),
      upload:
        form.place === 'upload' && form.artifact
          ? { artifact: form.artifact, reference: form.reference }
          : undefined,
      signal: abort.current.signal,
    });
  };

  if (register.data) {
    return <Registered answer={register.data} onClose={onClose} />;
  }
  const refusal = register.isError && <Refusal error={register.error} />;
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
            isInvalid={shown.name !== undefined || refused === 'name'}
            description={shown.name ?? 'The name programs and pages use; it stays.'}
          />
          {refused === 'name' && refusal}
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
            label="System"
            search={{ placeholder: 'Search systems…' }}
            options={[{ id: NO_SYSTEM, label: 'None' }, ...systems]}
            value={form.system || NO_SYSTEM}
            onChange={key => set({ system: key === NO_SYSTEM ? '' : String(key) })}
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
          <TextField
            label="Tags"
            placeholder="aviation, delay"
            value={form.tags}
            onChange={tags => set({ tags })}
            isInvalid={shown.tags !== undefined}
            description={shown.tags ?? 'Set apart by commas or spaces.'}
          />
          <ArtifactFields form={form} problems={shown} onChange={set} />
          {refused === 'artifact' && refusal}
          {register.isPending && <Progress form={form} />}
          {refused === 'form' && refusal}
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

/** Why the backend refused, beside what it refused. */
function Refusal({ error }: { error: Error }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // It gives back a promise in some browsers, which React would take for a clean-up.
    place.current?.scrollIntoView?.({ block: 'nearest' });
  }, [error]);
  return (
    <div ref={place}>
      <Alert
        role="alert"
        status="danger"
        icon
        title="The model was not registered"
        description={reasonOf(error)}
      />
    </div>
  );
}

function Progress({ form: { place, artifact, reference } }: { form: RegistrationForm }) {
  const words = {
    upload: `Uploading ${formatBytes((artifact?.size ?? 0) + (reference?.size ?? 0))} and checking the model…`,
    url: 'The backend fetches the file and checks the model…',
    outside: 'Registering…',
    none: 'Registering…',
  }[place];
  return (
    <div role="status">
      <Text as="p" variant="body-small">
        {words}
      </Text>
      <progress className={styles.progress} aria-label="Registering" />
    </div>
  );
}
