import type { SortDescriptor } from '@backstage/ui';
import type { ProblemType, Stage } from '@mlops-backstage/plugin-mlops-common';
import type { ModelListQuery } from '../../queries/models';

export const STAGES: Stage[] = ['None', 'Staging', 'Production', 'Archived'];

export const PROBLEM_TYPES: Record<ProblemType, string> = {
  'binary-classification': 'Binary classification',
  'multiclass-classification': 'Multiclass classification',
  regression: 'Regression',
  clustering: 'Clustering',
  other: 'Other',
};

export const PAGE_SIZES = [10, 25, 50, 100];
const DEFAULT_PAGE_SIZE = 25;

/** What narrows the list of models down. */
export const FILTERS = ['search', 'owner', 'stage', 'problemType', 'deployed'] as const;
export type FilterName = (typeof FILTERS)[number];

/** Reads the list's state from the URL, in which all of it is held; what is not understood is left out. */
export function listQueryFromSearch(search: URLSearchParams): ModelListQuery {
  const cursors = search.getAll('cursor');
  const deployed = search.get('deployed');
  const owner = search.getAll('owner');
  const stage = STAGES.filter(s => search.getAll('stage').includes(s));
  const problemType = (Object.keys(PROBLEM_TYPES) as ProblemType[]).filter(p =>
    search.getAll('problemType').includes(p),
  );
  const sort = search.get('sort');
  const limit = Number(search.get('limit'));
  return {
    search: search.get('search') || undefined,
    owner: owner.length ? owner : undefined,
    stage: stage.length ? stage : undefined,
    problemType: problemType.length ? problemType : undefined,
    deployed: deployed === 'true' || deployed === 'false' ? deployed === 'true' : undefined,
    sort: sort === '-name' || sort === 'updatedAt' || sort === '-updatedAt' ? sort : 'name',
    limit: PAGE_SIZES.includes(limit) ? limit : DEFAULT_PAGE_SIZE,
    cursor: cursors[cursors.length - 1],
  };
}

/** Sets a filter (or the sort or page size) in the URL. The list then starts again from its first page. */
export function withListState(
  search: URLSearchParams,
  name: FilterName | 'sort' | 'limit',
  values: readonly string[],
): URLSearchParams {
  const next = new URLSearchParams(search);
  next.delete('cursor');
  next.delete(name);
  values.filter(Boolean).forEach(value => next.append(name, value));
  return next;
}

export function withoutFilters(search: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(search);
  ['cursor', ...FILTERS].forEach(name => next.delete(name));
  return next;
}

export function isFiltered(query: ModelListQuery): boolean {
  return FILTERS.some(name => query[name] !== undefined);
}

/** Between the table's way of saying in which order, and the contract's. */
export function sortDescriptor(sort: ModelListQuery['sort'] = 'name'): SortDescriptor {
  return sort.startsWith('-')
    ? { column: sort.slice(1), direction: 'descending' }
    : { column: sort, direction: 'ascending' };
}

export function sortParameter({ column, direction }: SortDescriptor): string {
  return direction === 'descending' ? `-${column}` : String(column);
}
