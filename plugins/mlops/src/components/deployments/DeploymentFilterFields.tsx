import { Button, SearchField, Select } from '@backstage/ui';
import type { Environment } from '@mlops-backstage/plugin-mlops-common';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { deploymentQueryFrom, isFiltered } from './deploymentListState';
import styles from './DeploymentsPage.module.css';
import { useDeploymentChange } from './useDeploymentChange';

const DEBOUNCE_MS = 300;
const ANY = 'any environment';

/** The filters of the fleet; the URL holds them. */
export function DeploymentFilterFields({ environments }: { environments: Environment[] }) {
  const [search] = useSearchParams();
  const query = deploymentQueryFrom(search);
  const change = useDeploymentChange();
  const { environment } = query;
  const isKnown = environments.some(({ name }) => name === environment);
  return (
    <div className={styles.filters} role="search" aria-label="Filter deployments">
      <Beginning
        value={query.search ?? ''}
        onChange={words => change({ search: words || undefined })}
      />
      <Select
        label="Environment"
        options={[
          { id: ANY, label: 'Any' },
          ...environments.map(({ name, title }) => ({ id: name, label: title })),
          ...(environment === undefined || isKnown
            ? []
            : [{ id: environment, label: environment }]),
        ]}
        value={environment ?? ANY}
        onChange={key => change({ environment: key === ANY ? undefined : String(key) })}
      />
      <Button
        variant="tertiary"
        isDisabled={!isFiltered(query)}
        onPress={() => change({ search: undefined, environment: undefined })}
      >
        Clear all
      </Button>
    </div>
  );
}

/** Searches once the typing rests. */
function Beginning({ value, onChange }: { value: string; onChange(words: string): void }) {
  const [words, setWords] = useState(value);
  useEffect(() => setWords(value), [value]);
  useEffect(() => {
    const typed = words.trim().toLocaleLowerCase('en-US');
    const timer = typed === value ? undefined : setTimeout(() => onChange(typed), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  });
  return (
    <SearchField
      label="Endpoint or model"
      size="small"
      placeholder="Beginning of its name…"
      value={words}
      onChange={setWords}
    />
  );
}
