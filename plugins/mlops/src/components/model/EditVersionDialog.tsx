import { TextAreaField, TextField } from '@backstage/ui';
import type { Version } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useUpdateVersion } from '../../queries/modelActions';
import { ActionDialog } from './ActionDialog';
import { changes } from './changes';
import { parseTags, tagProblem } from './tags';

const LONGEST_DESCRIPTION = 4_000;
const LONGEST_NOTES = 20_000;

/** Changes what may change of a version: its description, its notes and its tags. */
export function EditVersionDialog({ version, onClose }: { version: Version; onClose(): void }) {
  const update = useUpdateVersion(version.model, version.version);
  const [description, setDescription] = useState(version.description);
  const [notes, setNotes] = useState(version.notes);
  const [tagText, setTagText] = useState(version.tags.join(', '));
  const tags = parseTags(tagText);
  const problem = tagProblem(tags);
  const changed = changes(
    { description: version.description, notes: version.notes, tags: version.tags },
    { description, notes, tags },
  );
  return (
    <ActionDialog
      title={`Notes and tags of version ${version.version}`}
      action="Save"
      failure="Not saved"
      error={update.error}
      isReady={problem === undefined && Object.keys(changed).length > 0}
      isPending={update.isPending}
      onAction={() => update.mutate(changed, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextAreaField
        label="Description"
        rows={2}
        maxLength={LONGEST_DESCRIPTION}
        value={description}
        onChange={setDescription}
      />
      <TextAreaField
        label="Notes"
        description="Markdown. What changed, what was tried, what to mind."
        rows={8}
        maxLength={LONGEST_NOTES}
        value={notes}
        onChange={setNotes}
      />
      <TextField
        label="Tags"
        description={problem ?? 'Separated by commas.'}
        isInvalid={problem !== undefined}
        value={tagText}
        onChange={setTagText}
      />
    </ActionDialog>
  );
}
