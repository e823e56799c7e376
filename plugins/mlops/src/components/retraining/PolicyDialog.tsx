import { TextField } from '@backstage/ui';
import type { RetrainingPolicy } from '@mlops-backstage/plugin-mlops-common';
import { useDeferredValue, useMemo, useState } from 'react';
import { useDeployments } from '../../queries/deployments';
import { useRetrainingExecutors, useSavePolicy } from '../../queries/retraining';
import { ActionDialog } from '../model/ActionDialog';
import { Answer } from '../shared/Answer';
import { ReasonField } from '../shared/ReasonField';
import { DryRun } from './DryRun';
import { draftOf, draftProblem, dryRunOf, newDraft, policyOf } from './policyDraft';
import { PolicyFields } from './PolicyFields';
import styles from './Retraining.module.css';

interface PolicyDialogProps {
  model: string;
  /** The policy to change; a new one without it. */
  policy?: RetrainingPolicy;
  onClose(): void;
}

const LONGEST_NAME = 63;

/** Writes a policy, and shows when it would have fired before it does. */
export function PolicyDialog(props: PolicyDialogProps) {
  const executors = useRetrainingExecutors();
  const deployments = useDeployments(props.model);
  return (
    <Answer query={executors} what="the executors">
      {installed => (
        <Answer query={deployments} what="the deployments">
          {served => (
            <PolicyForm
              {...props}
              executors={installed}
              deployments={served.map(({ name }) => name)}
            />
          )}
        </Answer>
      )}
    </Answer>
  );
}

interface PolicyFormProps extends PolicyDialogProps {
  executors: ReadonlyArray<{ id: string; title: string }>;
  deployments: readonly string[];
}

function PolicyForm({ model, policy, executors, deployments, onClose }: PolicyFormProps) {
  const save = useSavePolicy(model);
  const [draft, setDraft] = useState(() =>
    policy ? draftOf(policy) : newDraft(executors[0]?.id ?? '', deployments[0] ?? ''),
  );
  const [reason, setReason] = useState('');
  const problem = draftProblem(draft);
  const request = useMemo(() => dryRunOf(draft, policy), [draft, policy]);
  return (
    <ActionDialog
      title={policy ? `The policy ${policy.name} of ${model}` : `A retraining policy for ${model}`}
      action="Save the policy"
      failure="The policy was not saved"
      error={save.error}
      isReady={problem === undefined && reason.trim() !== ''}
      isPending={save.isPending}
      onAction={() =>
        save.mutate(
          {
            name: draft.name,
            isNew: !policy,
            policy: { ...policyOf(draft, policy), reason: reason.trim() },
          },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      {!policy && (
        <TextField
          label="Name"
          isRequired
          placeholder="weekly"
          description="Lower-case letters and digits, joined by “-”."
          maxLength={LONGEST_NAME}
          value={draft.name}
          onChange={name => setDraft({ ...draft, name })}
        />
      )}
      <PolicyFields
        draft={draft}
        executors={executors}
        deployments={deployments}
        onChange={setDraft}
      />
      {problem && (
        <p role="status" className={styles.note}>
          {problem}
        </p>
      )}
      <DryRun model={model} request={useDeferredValue(request)} />
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
