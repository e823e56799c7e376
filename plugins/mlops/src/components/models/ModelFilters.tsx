import { Button, Select } from '@backstage/ui';
import type { ProblemType, Stage } from '@mlops-backstage/plugin-mlops-common';
import { RiEqualizerLine } from '@remixicon/react';
import { useId, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { SearchWords } from '../shared/SearchWords';
import { ActiveFilters } from './ActiveFilters';
import {
  isFiltered,
  listQueryFromSearch,
  PROBLEM_TYPES,
  STAGES,
  withoutFilters,
} from './modelListState';
import styles from './ModelFilters.module.css';
import { MoreFilters } from './MoreFilters';
import { useListChange } from './useListChange';
import { useOwnerOptions } from './useOwnerOptions';

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
  const [isOpen, setOpen] = useState(false);
  const moreId = useId();
  const query = listQueryFromSearch(search);
  const owners = useOwnerOptions(query.owner);
  const change = useListChange();
  return (
    <div className={styles.all} role="search" aria-label="Filter models">
      <div className={styles.filters}>
        <SearchWords
          label="Search"
          placeholder="Name, owner, tag…"
          value={query.search ?? ''}
          onChange={words => change({ search: words || undefined })}
        />
        <Select
          label="Owner"
          placeholder="Any"
          selectionMode="multiple"
          search={{ placeholder: 'Search groups…' }}
          options={owners}
          value={query.owner ?? []}
          onChange={keys => change({ owner: [...keys].map(String) })}
        />
        <Select
          label="Stage"
          placeholder="Any"
          selectionMode="multiple"
          options={STAGE_OPTIONS}
          value={query.stage ?? []}
          onChange={keys => change({ stage: [...keys] as Stage[] })}
        />
        <Select
          label="Problem type"
          placeholder="Any"
          selectionMode="multiple"
          options={PROBLEM_OPTIONS}
          value={query.problemType ?? []}
          onChange={keys => change({ problemType: [...keys] as ProblemType[] })}
        />
        <Select
          label="Deployment"
          options={DEPLOYED_OPTIONS}
          value={query.deployed === undefined ? 'any' : String(query.deployed)}
          onChange={key =>
            change({ deployed: key === 'any' || key === null ? undefined : key === 'true' })
          }
        />
        <div className={styles.buttons}>
          <Button
            variant="secondary"
            iconStart={<RiEqualizerLine />}
            aria-expanded={isOpen}
            aria-controls={isOpen ? moreId : undefined}
            onPress={() => setOpen(!isOpen)}
          >
            More filters
          </Button>
          <Button
            variant="tertiary"
            isDisabled={!isFiltered(query)}
            onPress={() => setSearch(withoutFilters)}
          >
            Clear all
          </Button>
        </div>
      </div>
      {isOpen && <MoreFilters id={moreId} query={query} onChange={change} />}
      <ActiveFilters query={query} onChange={change} />
    </div>
  );
}
