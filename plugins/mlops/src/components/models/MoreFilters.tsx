import { Select, Switch } from '@backstage/ui';
import type { AlertSeverity } from '@mlops-backstage/plugin-mlops-common';
import type { ModelListQuery } from '../../queries/models';
import { SEVERITIES, severityName } from '../shared/SeverityWord';
import { targetFromName } from '../shared/servedElsewhere';
import { MetricBoundForm } from './MetricBoundForm';
import { WORD_FILTERS, type ListChange } from './modelListState';
import styles from './ModelFilters.module.css';
import { useOwnerOptions, useSystemOptions } from './useOwnerOptions';
import { WordFilter } from './WordFilter';

interface MoreFiltersProps {
  id: string;
  query: ModelListQuery;
  onChange(change: ListChange): void;
}

const ALERT_OPTIONS = SEVERITIES.map(id => ({ id, label: severityName(id) }));

const WORDS = {
  framework: {
    label: 'Framework',
    placeholder: 'scikit-learn',
    problem: 'At most 100 characters',
  },
  tag: {
    label: 'Tag',
    placeholder: 'aviation',
    problem: 'Lower-case letters, digits, "+" and "#", joined by "-"',
  },
  alias: {
    label: 'Alias',
    placeholder: 'champion',
    problem: 'Lower-case letters and digits, joined by "-", "_" or ".", a letter first',
  },
  target: {
    label: 'Deployment target',
    placeholder: 'embedded',
    problem: 'At most 63 characters',
  },
} as const;

/** The filters that are needed less often. What is chosen here shows as chips. */
export function MoreFilters({ id, query, onChange }: MoreFiltersProps) {
  const groups = useOwnerOptions(query.group ? [query.group] : []);
  const systems = useSystemOptions(query.system);
  return (
    <div id={id} className={styles.more} role="group" aria-label="More filters">
      <div className={styles.grid}>
        <Select
          label="Group and members"
          placeholder="Any"
          search={{ placeholder: 'Search groups…' }}
          options={groups}
          value={query.group ?? null}
          onChange={key => onChange({ group: key === null ? undefined : String(key) })}
        />
        <Select
          label="System"
          placeholder="Any"
          selectionMode="multiple"
          search={{ placeholder: 'Search systems…' }}
          options={systems}
          value={query.system ?? []}
          onChange={keys => onChange({ system: [...keys].map(String) })}
        />
        <Select
          label="Open alerts"
          placeholder="Any"
          selectionMode="multiple"
          options={ALERT_OPTIONS}
          value={query.alert ?? []}
          onChange={keys => onChange({ alert: [...keys] as AlertSeverity[] })}
        />
        {Object.entries(WORD_FILTERS).map(([key, { most, isValid }]) => {
          const name = key as keyof typeof WORD_FILTERS;
          return (
            <WordFilter
              key={name}
              {...WORDS[name]}
              present={query[name] ?? []}
              most={most}
              isValid={isValid}
              onChange={values =>
                onChange({ [name]: name === 'target' ? values.map(targetFromName) : values })
              }
            />
          );
        })}
      </div>
      <MetricBoundForm
        present={query.metric ?? []}
        onAdd={bound => onChange({ metric: [...(query.metric ?? []), bound] })}
      />
      <Switch
        label="Deleted models that can still be restored"
        isSelected={query.deleted === true}
        onChange={deleted => onChange({ deleted: deleted || undefined })}
      />
    </div>
  );
}
