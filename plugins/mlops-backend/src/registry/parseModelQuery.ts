import type { RequestOf } from '@mlops-backstage/plugin-mlops-common';
import { positionOf } from '../http/paging';
import type { ModelQuery } from './ModelStore';

/** More words than this tell no more apart and cost a scan each. */
const MAX_WORDS = 10;

/** @throws `InputError` for a cursor that the list didn't give out */
export function parseModelQuery(query: NonNullable<RequestOf<'listModels'>['query']>): ModelQuery {
  const sort = query.sort ?? 'name';
  return {
    words: (query.search ?? '')
      .toLocaleLowerCase('en-US')
      .split(/\s+/)
      .filter(Boolean)
      .slice(0, MAX_WORDS),
    owners: query.owner?.map(owner => owner.toLocaleLowerCase('en-US')),
    stages: query.stage,
    problemTypes: query.problemType,
    deployed: query.deployed,
    sort,
    limit: query.limit ?? 25,
    after: positionOf(query.cursor, sort.endsWith('updatedAt') ? ['text', 'time'] : ['text']),
  };
}
