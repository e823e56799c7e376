import { parseEntityRef } from '@backstage/catalog-model';
import { Tag, TagGroup } from '@backstage/ui';
import type { ModelListQuery } from '../../queries/models';
import { targetName } from '../shared/servedElsewhere';
import { describeMetricBound } from './metricBound';
import type { ListChange } from './modelListState';

interface ActiveFilter {
  id: string;
  label: string;
  /** The change that takes the filter away. */
  without: ListChange;
}

const nameOf = (ref: string) => parseEntityRef(ref).name;

/** The filters that no select beside the search shows. */
export function activeFilters(query: ModelListQuery): ActiveFilter[] {
  const each = <N extends 'system' | 'framework' | 'tag' | 'alias' | 'target' | 'alert' | 'metric'>(
    name: N,
    label: (value: string) => string,
  ): ActiveFilter[] =>
    (query[name] ?? []).map(value => ({
      id: `${name}=${value}`,
      label: label(value),
      without: { [name]: query[name]!.filter(other => other !== value) },
    }));
  return [
    ...(query.group
      ? [{ id: 'group', label: `Group: ${nameOf(query.group)}`, without: { group: undefined } }]
      : []),
    ...each('system', system => `System: ${nameOf(system)}`),
    ...each('framework', framework => `Framework: ${framework}`),
    ...each('tag', tag => `Tag: ${tag}`),
    ...each('alias', alias => `Alias: ${alias}`),
    ...each('target', target => `Target: ${targetName(target)}`),
    ...each('alert', severity => `Open alerts: ${severity}`),
    ...each('metric', describeMetricBound),
    ...(query.deleted
      ? [{ id: 'deleted', label: 'Deleted models', without: { deleted: undefined } }]
      : []),
  ];
}

interface ActiveFiltersProps {
  query: ModelListQuery;
  onChange(change: ListChange): void;
}

/** Each active filter as a chip that can be removed. */
export function ActiveFilters({ query, onChange }: ActiveFiltersProps) {
  const filters = activeFilters(query);
  if (filters.length === 0) {
    return null;
  }
  return (
    <TagGroup
      aria-label="Active filters"
      items={filters}
      onRemove={keys => filters.filter(({ id }) => keys.has(id)).map(f => onChange(f.without))}
    >
      {filter => <Tag id={filter.id}>{filter.label}</Tag>}
    </TagGroup>
  );
}
