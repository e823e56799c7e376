import { Select, TextAreaField, TextField } from '@backstage/ui';
import type { Model } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useUpdateModel } from '../../queries/modelActions';
import { useOwnerOptions } from '../models/useOwnerOptions';
import { ActionDialog } from './ActionDialog';
import { changes } from './changes';
import { parseTags, tagProblem } from './tags';
import { useSystemOptions } from './useSystemOptions';

const LONGEST_DESCRIPTION = 4_000;
const LONGEST_REASON = 1_000;
const NO_SYSTEM = 'none';

/** Changes what is said of a model: its description, its owner, its system and its tags. */
export function EditModelDialog({ model, onClose }: { model: Model; onClose(): void }) {
  const update = useUpdateModel(model.name);
  const [description, setDescription] = useState(model.description);
  const [owner, setOwner] = useState(model.owner);
  const [system, setSystem] = useState(model.system ?? null);
  const [tagText, setTagText] = useState(model.tags.join(', '));
  const [reason, setReason] = useState('');
  const owners = useOwnerOptions([model.owner]);
  const systems = useSystemOptions(model.system);
  const tags = parseTags(tagText);
  const problem = tagProblem(tags);
  const before = {
    description: model.description,
    owner: model.owner,
    system: model.system ?? null,
    tags: model.tags,
  };
  const changed = changes(before, { description, owner, system, tags });
  const why = reason.trim();
  return (
    <ActionDialog
      title={`Edit ${model.name}`}
      action="Save"
      failure="Not saved"
      error={update.error}
      isReady={problem === undefined && Object.keys(changed).length > 0}
      isPending={update.isPending}
      onAction={() =>
        update.mutate({ ...changed, ...(why && { reason: why }) }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <TextAreaField
        label="Description"
        maxLength={LONGEST_DESCRIPTION}
        value={description}
        onChange={setDescription}
      />
      <Select
        label="Owner"
        search={{ placeholder: 'Search groups…' }}
        options={owners}
        value={owner}
        onChange={key => setOwner(String(key))}
      />
      <Select
        label="System"
        search={{ placeholder: 'Search systems…' }}
        options={[{ id: NO_SYSTEM, label: 'None' }, ...systems]}
        value={system ?? NO_SYSTEM}
        onChange={key => setSystem(key === NO_SYSTEM ? null : String(key))}
      />
      <TextField
        label="Tags"
        description={problem ?? 'Separated by commas.'}
        isInvalid={problem !== undefined}
        value={tagText}
        onChange={setTagText}
      />
      <TextField
        label="Reason"
        secondaryLabel="Optional"
        maxLength={LONGEST_REASON}
        value={reason}
        onChange={setReason}
      />
    </ActionDialog>
  );
}
