import { Button, SearchField, Select } from '@backstage/ui';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  isFiltered,
  listQueryFromSearch,
  PROBLEM_TYPES,
  STAGES,
  withListState,
  withoutFilters,
  type FilterName,
} from './modelListState';
import styles from './ModelsPage.module.css';
import { useOwnerOptions } from './useOwnerOptions';

const DEBOUNCE_MS = 300;

const STAGE_OPTIONS = STAGES.map(stage => ({ id: stage, label: stage }));
const PROBLEM_OPTIONS = Object.entries(PROBLEM_TYPES).map(([id, label]) => ({ id, label }));
const DEPLOYED_OPTIONS = [
  { id: 'any', label: 'Any' },
  { id: 'true', label: 'Deployed' },
  { id: 'false', label: 'Not deployed' },
];

/** The filters of the list; the URL holds them. */
export function ModelFilters() {
  const [search, setSearch] = useSearchParams();
  const query = listQueryFromSearch(search);
  const owners = useOwnerOptions(query.owner);
  const set = (name: FilterName, values: Iterable<unknown>) =>
    setSearch(present => withListState(present, name, [...values].map(String)), { replace: true });
  return (
    <div className={styles.filters} role="search" aria-label="Filter models">
      <SearchWords value={query.search ?? ''} onChange={words => set('search', [words])} />
      <Select
        label="Owner"
        placeholder="Any owner"
        selectionMode="multiple"
        search={{ placeholder: 'Search groups…' }}
        options={owners}
        value={query.owner ?? []}
        onChange={keys => set('owner', keys)}
      />
      <Select
        label="Stage"
        placeholder="Any stage"
        selectionMode="multiple"
        options={STAGE_OPTIONS}
        value={query.stage ?? []}
        onChange={keys => set('stage', keys)}
      />
      <Select
        label="Problem type"
        placeholder="Any problem"
        selectionMode="multiple"
        options={PROBLEM_OPTIONS}
        value={query.problemType ?? []}
        onChange={keys => set('problemType', keys)}
      />
      <Select
        label="Deployment"
        options={DEPLOYED_OPTIONS}
        value={query.deployed === undefined ? 'any' : String(query.deployed)}
        onChange={key => set('deployed', key === 'any' || key === null ? [] : [key])}
      />
      <Button
        variant="tertiary"
        isDisabled={!isFiltered(query)}
        onPress={() => setSearch(withoutFilters)}
      >
        Clear
      </Button>
    </div>
  );
}

/** Searches once the typing rests. */
function SearchWords({ value, onChange }: { value: string; onChange(words: string): void }) {
  const [words, setWords] = useState(value);
  useEffect(() => setWords(value), [value]);
  useEffect(() => {
    const timer =
      words.trim() === value ? undefined : setTimeout(() => onChange(words.trim()), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  });
  return (
    <SearchField
      label="Search"
      size="small"
      placeholder="Name, description, owner or tag"
      value={words}
      onChange={setWords}
    />
  );
}
