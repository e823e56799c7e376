import type { SortDescriptor } from '@backstage/ui';
import type { AlertSeverity, ProblemType, Stage } from '@mlops-backstage/plugin-mlops-common';
import type { ModelListQuery } from '../../queries/models';
import { isRef } from '../shared/entityRefs';
import { metricOfSort, parseMetricBound } from './metricBound';

export const STAGES: Stage[] = ['None', 'Staging', 'Production', 'Archived'];

/** Of alerts, the worst first. */
const SEVERITIES: AlertSeverity[] = ['critical', 'warning', 'info'];

export const PROBLEM_TYPES: Record<ProblemType, string> = {
  'binary-classification': 'Binary classification',
  'multiclass-classification': 'Multiclass classification',
  regression: 'Regression',
  clustering: 'Clustering',
  other: 'Other',
};

export const PAGE_SIZES = [10, 25, 50, 100];
const DEFAULT_PAGE_SIZE = 25;

/** The columns that the backend sorts by. */
export const SORT_COLUMNS = {
  name: 'Name',
  owner: 'Owner',
  problemType: 'Problem type',
  framework: 'Framework',
  versions: 'Versions',
  createdAt: 'Registered',
  updatedAt: 'Updated',
} as const;

/** What narrows the list of models down. */
export const FILTERS = [
  'search',
  'owner',
  'group',
  'system',
  'stage',
  'problemType',
  'framework',
  'tag',
  'alias',
  'target',
  'alert',
  'metric',
  'deployed',
  'deleted',
] as const;
type FilterName = (typeof FILTERS)[number];

/** What a person changes about the list. What is undefined or empty leaves the URL. */
export type ListChange = Partial<Pick<ModelListQuery, FilterName | 'sort' | 'limit'>>;

const TAG = /^[a-z0-9+#]+(-[a-z0-9+#]+)*$/;
const ALIAS = /^[a-z][a-z0-9]*([-_.][a-z0-9]+)*$/;
const LONGEST_SEARCH = 200;
const LONGEST_NAME = 63;
const LONGEST_SORT = 200;

const isFramework = (text: string) => text.length > 0 && text.length <= 100;
const isTarget = (text: string) => text.length > 0 && text.length <= LONGEST_NAME;
export const isTag = (text: string) => TAG.test(text) && text.length <= LONGEST_NAME;
export const isAlias = (text: string) => ALIAS.test(text) && text.length <= LONGEST_NAME;

/** The filters that take several words of a person's own: how many, and which are understood. */
export const WORD_FILTERS = {
  framework: { most: 20, isValid: isFramework },
  tag: { most: 10, isValid: isTag },
  alias: { most: 10, isValid: isAlias },
  target: { most: 10, isValid: isTarget },
} as const;
export const MOST_BOUNDS = 5;
const MOST_REFS = 50;

/** The first characters of a text, whole ones (a surrogate pair isn't cut). */
const shortened = (text: string, most: number) => [...text].slice(0, most).join('');

function isSort(sort: string): boolean {
  return (
    sort.length <= LONGEST_SORT &&
    (Object.hasOwn(SORT_COLUMNS, sort.replace(/^-/, '')) || metricOfSort(sort) !== undefined)
  );
}

/**
 * Reads the list's state from the URL, in which all of it is held. What the backend would refuse is left out, so that an
 * old or mistyped address still shows a list.
 */
export function listQueryFromSearch(search: URLSearchParams): ModelListQuery {
  const all = (name: string, most: number, isValid: (value: string) => boolean) => {
    const values = [...new Set(search.getAll(name))].filter(isValid).slice(0, most);
    return values.length ? values : undefined;
  };
  const among = <T extends string>(name: string, values: readonly T[]) => {
    const chosen = values.filter(value => search.getAll(name).includes(value));
    return chosen.length ? chosen : undefined;
  };
  const words = (name: keyof typeof WORD_FILTERS) =>
    all(name, WORD_FILTERS[name].most, WORD_FILTERS[name].isValid);
  const cursors = search.getAll('cursor');
  const deployed = search.get('deployed');
  const group = search.get('group');
  const sort = search.get('sort') ?? '';
  const limit = Number(search.get('limit'));
  return {
    search: shortened(search.get('search') ?? '', LONGEST_SEARCH) || undefined,
    owner: all('owner', MOST_REFS, isRef),
    group: group && isRef(group) ? group : undefined,
    system: all('system', MOST_REFS, isRef),
    stage: among('stage', STAGES),
    problemType: among('problemType', Object.keys(PROBLEM_TYPES) as ProblemType[]),
    framework: words('framework'),
    tag: words('tag'),
    alias: words('alias'),
    target: words('target'),
    alert: among('alert', SEVERITIES),
    metric: all('metric', MOST_BOUNDS, text => parseMetricBound(text) !== undefined),
    deployed: deployed === 'true' || deployed === 'false' ? deployed === 'true' : undefined,
    deleted: search.get('deleted') === 'true' ? true : undefined,
    sort: isSort(sort) ? sort : 'name',
    limit: PAGE_SIZES.includes(limit) ? limit : DEFAULT_PAGE_SIZE,
    cursor: cursors[cursors.length - 1],
  };
}

/** Changes the list's state in the URL. The list then starts again from its first page. */
export function withListChange(search: URLSearchParams, change: ListChange): URLSearchParams {
  const next = new URLSearchParams(search);
  next.delete('cursor');
  for (const [name, value] of Object.entries(change)) {
    next.delete(name);
    [value]
      .flat()
      .filter(each => each !== undefined && each !== '')
      .forEach(each => next.append(name, String(each)));
  }
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
