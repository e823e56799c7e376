import { isAndCriteria, isNotCriteria, isOrCriteria } from '@backstage/plugin-permission-node';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import type { ReadableModels } from './ModelAuthorizer';
import type { ModelFilter } from './modelRules';

/** Where a model has the values that it may have several of; what is deleted doesn't count. */
const SEVERAL = {
  tag: { table: 'model_tags', column: 'tag', only: {} },
  stage: { table: 'versions', column: 'stage', only: { deleted_at: null } },
  environment: { table: 'deployments', column: 'environment', only: {} },
} as const;

function whereFilter(query: Knex.QueryBuilder, filter: ModelFilter): void {
  if ('any' in filter) {
    const { table, column, only } = SEVERAL[filter.any];
    query.whereExists(held =>
      held
        .from({ held: table })
        .whereRaw('held.model_id = models.id')
        .whereIn(`held.${column}`, [...filter.values])
        .where(only),
    );
  } else {
    // Of what is missing, `IN` says neither true nor false, which `NOT` would make no better.
    query
      .whereNotNull(`models.${filter.column}`)
      .whereIn(`models.${filter.column}`, [...filter.values]);
  }
}

function whereCriteria(query: Knex.QueryBuilder, criteria: PermissionCriteria<ModelFilter>): void {
  if (isAndCriteria(criteria)) {
    // knex leaves out groups of nothing, whose meaning these bring back: all of nothing holds, any of nothing doesn't.
    query.whereRaw('1 = 1');
    criteria.allOf.forEach(part => query.andWhere(inner => whereCriteria(inner, part)));
  } else if (isOrCriteria(criteria)) {
    query.andWhere(any => {
      any.whereRaw('1 = 0');
      criteria.anyOf.forEach(part => any.orWhere(inner => whereCriteria(inner, part)));
    });
  } else if (isNotCriteria(criteria)) {
    query.andWhereNot(inner => whereCriteria(inner, criteria.not));
  } else {
    whereFilter(query, criteria);
  }
}

/** Narrows a query that has the table `models`, under this name, to the models that may be read. */
export function whereReadable<Q extends Knex.QueryBuilder>(query: Q, readable: ReadableModels): Q {
  if (readable === 'none') {
    query.whereRaw('1 = 0');
  } else if (readable !== 'all') {
    query.andWhere(inner => whereCriteria(inner, readable));
  }
  return query;
}
