import { Select, Text, TextField } from '@backstage/ui';
import type { Model, Version } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useRemoveAlias, useSetAlias } from '../../queries/modelActions';
import { ReasonField } from '../shared/ReasonField';
import { ActionDialog } from './ActionDialog';
import { aliasConsequence } from './consequences';
import { aliasProblem } from './tags';

interface AliasDialogProps {
  model: Model;
  version: Version;
  onClose(): void;
}

/** Points an alias, new or not, at a version. */
export function SetAliasDialog({ model, version, onClose }: AliasDialogProps) {
  const setAlias = useSetAlias(model.name);
  const [alias, write] = useState('');
  const [reason, setReason] = useState('');
  const problem = aliasProblem(alias);
  return (
    <ActionDialog
      title={`Set an alias of version ${version.version}`}
      action="Set alias"
      failure="The alias was not set"
      error={setAlias.error}
      isReady={problem === undefined && reason.trim() !== ''}
      isPending={setAlias.isPending}
      onAction={() =>
        setAlias.mutate(
          { alias, version: version.version, reason: reason.trim() },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <TextField
        label="Alias"
        isRequired
        placeholder="champion"
        value={alias}
        onChange={write}
        isInvalid={alias !== '' && problem !== undefined}
        description={
          alias !== '' && problem ? problem : 'A name by which programs find the version; it moves.'
        }
      />
      <ReasonField value={reason} onChange={setReason} />
      {problem === undefined && (
        <Text as="p" color="secondary">
          {aliasConsequence(model.aliases, alias, version.version)}
        </Text>
      )}
    </ActionDialog>
  );
}

/** Removes one of the aliases of a version. */
export function RemoveAliasDialog({ model, version, onClose }: AliasDialogProps) {
  const removeAlias = useRemoveAlias(model.name);
  const [alias, choose] = useState(version.aliases[0]);
  const [reason, setReason] = useState('');
  return (
    <ActionDialog
      title={`Remove an alias of version ${version.version}`}
      action="Remove alias"
      failure="The alias was not removed"
      error={removeAlias.error}
      isReady={reason.trim() !== ''}
      isPending={removeAlias.isPending}
      isDestructive
      onAction={() => removeAlias.mutate({ alias, reason: reason.trim() }, { onSuccess: onClose })}
      onClose={onClose}
    >
      {version.aliases.length > 1 && (
        <Select
          label="Alias"
          options={version.aliases.map(name => ({ id: name, label: name }))}
          value={alias}
          onChange={key => choose(String(key))}
        />
      )}
      <Text as="p">
        Programs that look for {alias} find no version any more, until it is set again. Version{' '}
        {version.version} itself stays as it is.
      </Text>
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
