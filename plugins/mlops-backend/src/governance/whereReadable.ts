import { isAndCriteria, isNotCriteria, isOrCriteria } from '@backstage/plugin-permission-node';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import type { ReadableModels } from './ModelAuthorizer';
import type { ModelFilter } from './modelRules';

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
    query.whereIn(`models.${criteria.column}`, [...criteria.values]);
  }
}

/** Narrows a query that has the table `models` to the models that may be read. */
export function whereReadable<Q extends Knex.QueryBuilder>(query: Q, readable: ReadableModels): Q {
  if (readable === 'none') {
    query.whereRaw('1 = 0');
  } else if (readable !== 'all') {
    query.andWhere(inner => whereCriteria(inner, readable));
  }
  return query;
}
