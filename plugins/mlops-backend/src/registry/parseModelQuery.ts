import type { RequestOf } from '@mlops-backstage/plugin-mlops-common';
import { positionOf } from '../http/paging';
import { cursorKinds } from './ModelQuery';
import type { MetricBound, ModelColumn, ModelQuery, ModelSort } from './ModelQuery';
import { searchTerms } from './searchTerms';

/** More words than this tell no more apart and cost a look-up each. */
const MAX_TERMS = 10;

/** That of the contract, with its parts. */
const BOUND = /^([^<>=]+)(>=|<=|>|<|=)([^<>=]+)$/;

function parseBound(text: string): MetricBound {
  const [, metric, comparison, value] = BOUND.exec(text)!;
  return {
    metric: metric.trim(),
    comparison: comparison as MetricBound['comparison'],
    value: Number(value),
  };
}

function parseSort(text: string): ModelSort {
  const descending = text.startsWith('-');
  const name = descending ? text.slice(1) : text;
  return name.startsWith('metric:')
    ? { metric: name.slice('metric:'.length), descending }
    : { column: name as ModelColumn, descending };
}

const lower = (values: string[] | undefined) =>
  values?.map(value => value.toLocaleLowerCase('en-US'));

/**
 * Reads the query of a list of models, all but its group, which only the catalog knows.
 *
 * @throws `InputError` for a cursor that the list didn't give out
 */
export function parseModelQuery(query: NonNullable<RequestOf<'listModels'>['query']>): ModelQuery {
  const sort = parseSort(query.sort ?? 'name');
  return {
    terms: searchTerms(query.search ?? '').slice(0, MAX_TERMS),
    owners: lower(query.owner),
    systems: lower(query.system),
    stages: query.stage,
    problemTypes: query.problemType,
    frameworks: lower(query.framework),
    tags: query.tag,
    aliases: query.alias,
    targets: query.target,
    deployed: query.deployed,
    alerts: query.alert,
    bounds: query.metric?.map(parseBound),
    deleted: query.deleted,
    sort,
    countUpTo: query.countUpTo,
    limit: query.limit ?? 25,
    after: positionOf(query.cursor, cursorKinds(sort)),
  };
}
