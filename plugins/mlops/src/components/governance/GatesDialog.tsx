import { Select, Text } from '@backstage/ui';
import type { Stage, StageGates } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useSetGates } from '../../queries/lifecycle';
import { ActionDialog } from '../model/ActionDialog';
import { ReasonField } from '../shared/ReasonField';
import { draftOf, draftProblem, gatesOf, type GatesDraft } from './gatesDraft';
import { GatesFields } from './GatesFields';
import styles from './Governance.module.css';

interface GatesDialogProps {
  model: string;
  added: StageGates;
  onClose(): void;
}

const STAGES: Stage[] = ['Staging', 'Production', 'None', 'Archived'];
const OPTIONS = STAGES.map(id => ({ id, label: id }));

/** Edits the gates that a model has besides the configured ones, a stage at a time; all are saved at once. */
export function GatesDialog({ model, added, onClose }: GatesDialogProps) {
  const save = useSetGates(model);
  const [stage, setStage] = useState<Stage>('Production');
  const [drafts, setDrafts] = useState(
    () => new Map(STAGES.map((each): [Stage, GatesDraft] => [each, draftOf(added[each])])),
  );
  const [reason, setReason] = useState('');
  const problems = STAGES.flatMap(each => {
    const problem = draftProblem(drafts.get(each)!);
    return problem ? [each === stage ? problem : `${each}: ${problem}`] : [];
  });
  const gates: StageGates = Object.fromEntries(
    STAGES.flatMap(each => {
      const asked = problems.length === 0 ? gatesOf(drafts.get(each)!) : undefined;
      return asked ? [[each, asked]] : [];
    }),
  );
  return (
    <ActionDialog
      title={`Gates added for ${model}`}
      action="Save the gates"
      failure="The gates were not saved"
      error={save.error}
      isReady={problems.length === 0 && reason.trim() !== ''}
      isPending={save.isPending}
      onAction={() => save.mutate({ gates, reason: reason.trim() }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text as="p" color="secondary">
        They come on top of those that are configured for every model, and take none of them away.
      </Text>
      <Select
        label="To enter"
        options={OPTIONS}
        value={stage}
        onChange={key => setStage(key as Stage)}
      />
      <GatesFields
        key={stage}
        draft={drafts.get(stage)!}
        onChange={draft => setDrafts(before => new Map(before).set(stage, draft))}
      />
      {problems.length > 0 && (
        <p role="status" className={styles.note}>
          {problems.join('. ')}
        </p>
      )}
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
