import type { AlertSeverity, ProblemType, Stage } from '@mlops-backstage/plugin-mlops-common';
import type { CursorKind, CursorPosition } from '../database/cursor';

/** A bound on a metric of the latest version. */
export interface MetricBound {
  /** Split and name, such as `test.auc`. */
  metric: string;
  comparison: '<' | '<=' | '>' | '>=' | '=';
  value: number;
}

export type ModelColumn =
  'name' | 'owner' | 'problemType' | 'framework' | 'versions' | 'createdAt' | 'updatedAt';

/** By a column, or by a metric of the latest version, which lists only the models that have it. */
export type ModelSort = { descending: boolean } & ({ column: ModelColumn } | { metric: string });

/** What a list of models is asked for by. All of it has to hold. */
export interface ModelQuery {
  /** Words, as `searchTerms` tells them apart, each of which has to begin a word of the model. */
  terms: string[];
  owners?: string[];
  /** Whoever belongs to the group that was asked for. */
  groupOwners?: string[];
  systems?: string[];
  stages?: Stage[];
  problemTypes?: ProblemType[];
  /** In lower case. */
  frameworks?: string[];
  /** All of them. */
  tags?: string[];
  aliases?: string[];
  targets?: string[];
  deployed?: boolean;
  /** Of alerts that aren't resolved. */
  alerts?: AlertSeverity[];
  bounds?: MetricBound[];
  /** The deleted ones instead of the others. */
  deleted?: boolean;
  sort: ModelSort;
  /** How far matches are counted; not at all without it. */
  countUpTo?: number;
  limit: number;
  after?: CursorPosition;
}

/** The database's name of each column that a list can be sorted by, and what its cursor holds of it. */
export const SORT_COLUMNS: Record<ModelColumn, { name: string; kind: CursorKind }> = {
  name: { name: 'models.name', kind: 'text' },
  owner: { name: 'models.owner', kind: 'text' },
  problemType: { name: 'models.problem_type', kind: 'text' },
  framework: { name: 'models.framework', kind: 'text' },
  versions: { name: 'models.live_versions', kind: 'number' },
  createdAt: { name: 'models.created_at', kind: 'time' },
  updatedAt: { name: 'models.updated_at', kind: 'time' },
};

/** What a cursor of a list in this order holds: what it sorts by, and what makes that unique. */
export function cursorKinds(sort: ModelSort): CursorKind[] {
  if ('metric' in sort) {
    return ['real', 'uuid'];
  }
  return sort.column === 'name' ? ['text'] : [SORT_COLUMNS[sort.column].kind, 'text'];
}

/** The metrics that a query filters or sorts by. */
export function metricsOfQuery(query: ModelQuery): string[] {
  const sorted = 'metric' in query.sort ? [query.sort.metric] : [];
  return [...new Set([...sorted, ...(query.bounds ?? []).map(bound => bound.metric)])];
}
