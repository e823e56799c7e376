import { Select } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { useNewestVersions } from '../../queries/compare';
import { useModelPage } from '../../queries/models';
import { GuardedButton } from '../shared/GuardedButton';
import { Section } from '../shared/Section';
import styles from './Compare.module.css';
import { MOST_COMPARED, versionRef, type VersionRef } from './versionRefs';

interface AddVersionProps {
  refs: readonly VersionRef[];
  onAdd(ref: VersionRef): void;
}

const DEBOUNCE_MS = 300;
const MOST_FOUND = 25;

/** Finds a model, chooses one of its versions and puts it beside the others. */
export function AddVersion({ refs, onAdd }: AddVersionProps) {
  const [words, setWords] = useState('');
  const [model, setModel] = useState<string>();
  const [chosen, setChosen] = useState<number>();
  const settled = useSettled(words.trim());
  const found = useModelPage({ search: settled || undefined, sort: 'name', limit: MOST_FOUND });
  const versions = useNewestVersions(model);
  const free = (versions.data ?? []).filter(
    ({ version }) => !refs.includes(versionRef(model!, version)),
  );
  const version = free.some(v => v.version === chosen) ? chosen : free[0]?.version;
  const refusal = refusalToAdd(refs.length, model !== undefined && versions.isSuccess, version);
  return (
    <Section title="Add a version">
      <div className={styles.add}>
        <Select
          label="Model"
          placeholder="Choose a model"
          search={{
            mode: 'server',
            inputValue: words,
            onInputChange: setWords,
            placeholder: 'Search models…',
          }}
          loading={{ state: found.isFetching ? 'filtering' : 'idle' }}
          options={(found.data?.items ?? []).map(({ name }) => ({ id: name, label: name }))}
          value={model ?? null}
          onChange={key => {
            setModel(key === null ? undefined : String(key));
            setChosen(undefined);
          }}
        />
        <Select
          label="Version"
          placeholder="–"
          isDisabled={free.length === 0}
          options={free.map(({ version: number, stage, aliases }) => ({
            id: String(number),
            label: [`v${number}`, stage === 'None' ? '' : stage, ...aliases]
              .filter(Boolean)
              .join(', '),
          }))}
          value={version === undefined ? null : String(version)}
          onChange={key => setChosen(Number(key))}
        />
        <GuardedButton
          variant="secondary"
          iconStart={<RiAddLine />}
          refusal={refusal}
          isDisabled={version === undefined}
          onPress={() => onAdd(versionRef(model!, version!))}
        >
          Add
        </GuardedButton>
      </div>
    </Section>
  );
}

function refusalToAdd(count: number, isKnown: boolean, version: number | undefined) {
  if (count >= MOST_COMPARED) {
    return 'Six versions at most: remove one first';
  }
  return isKnown && version === undefined ? 'It has no further version' : undefined;
}

/** A text once the typing rests. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
