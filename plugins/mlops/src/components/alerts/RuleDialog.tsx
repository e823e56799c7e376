import { TextField } from '@backstage/ui';
import type { AlertRule } from '@mlops-backstage/plugin-mlops-common';
import { useDeferredValue, useMemo, useState } from 'react';
import { useSetAlertRule } from '../../queries/alerts';
import { useDeployments } from '../../queries/deployments';
import { ActionDialog } from '../model/ActionDialog';
import { ReasonField } from '../shared/ReasonField';
import styles from './Alerts.module.css';
import { definitionOf, draftOf, draftProblem, NEW_RULE } from './ruleDraft';
import { RuleFields } from './RuleFields';
import { RulePreviewNote } from './RulePreviewNote';

interface RuleDialogProps {
  model: string;
  /** The rule to change; a new one without it. */
  rule?: AlertRule;
  onClose(): void;
}

const LONGEST_NAME = 63;

/** Writes a rule, and shows what it would have done before it does anything. */
export function RuleDialog({ model, rule, onClose }: RuleDialogProps) {
  const save = useSetAlertRule(model);
  const deployments = useDeployments(model).data ?? [];
  const [draft, setDraft] = useState(() => (rule ? draftOf(rule.name, rule.definition) : NEW_RULE));
  const [reason, setReason] = useState('');
  const problem = draftProblem(draft);
  // A rule can be tried out before it has a name.
  const isReadable = draftProblem({ ...draft, name: draft.name || 'new' }) === undefined;
  const typed = useMemo(() => (isReadable ? definitionOf(draft) : undefined), [isReadable, draft]);
  return (
    <ActionDialog
      title={rule ? `The rule ${rule.name} of ${model}` : `A rule for ${model}`}
      action="Save the rule"
      failure="The rule was not saved"
      error={save.error}
      isReady={problem === undefined && reason.trim() !== ''}
      isPending={save.isPending}
      onAction={() =>
        save.mutate(
          { name: draft.name, definition: definitionOf(draft), reason: reason.trim() },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      {!rule && (
        <TextField
          label="Name"
          isRequired
          placeholder="slow"
          description="Lower-case letters and digits, joined by “-”."
          maxLength={LONGEST_NAME}
          value={draft.name}
          onChange={name => setDraft({ ...draft, name })}
        />
      )}
      <RuleFields
        draft={draft}
        deployments={deployments.map(({ name }) => name)}
        onChange={setDraft}
      />
      {problem && (
        <p role="status" className={styles.note}>
          {problem}
        </p>
      )}
      <RulePreviewNote model={model} definition={useDeferredValue(typed)} />
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
