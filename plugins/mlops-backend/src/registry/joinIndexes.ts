import type { Knex } from 'knex';
import { SORT_COLUMNS } from './ModelQuery';
import type { ModelQuery } from './ModelQuery';

/**
 * So many indexes begin where all words have come up. PostgreSQL takes each such beginning for two thirds skipped, and
 * plans for hardly any models when there are many.
 */
const MOST_SKIPPING = 3;

/** The columns of a list's order, all of them unique together, in each of the indexes that have them. */
export type ListOrder = readonly [readonly string[], ...(readonly string[])[]];

export const isByName = ({ sort }: ModelQuery) => 'column' in sort && sort.column === 'name';

/**
 * The metric whose rows a list is read off, in its order: the one that it is sorted by or, where it is sorted by name, one
 * that it is bounded by.
 */
export function joinedMetric(query: ModelQuery): string | undefined {
  const { sort, bounds } = query;
  if ('metric' in sort) {
    return sort.metric;
  }
  return isByName(query) ? bounds?.[0]?.metric : undefined;
}

/**
 * Joins to a query that has the table `models` the indexes that a list is read off, narrowed to what it is asked for: the
 * joined metric with its bounds and, by name, the words that it is searched by.
 *
 * These have the models' names, so a list by name is read off whichever of them the database finds best, or they are
 * merged. The first of them alone is joined to `models`, and by id: by name, PostgreSQL would at times read `models` in
 * order and find the first that matches after thousands, since it expects those that do everywhere.
 */
export function joinIndexes(db: Knex, rows: Knex.QueryBuilder, query: ModelQuery): ListOrder {
  const { sort, terms, bounds } = query;
  const indexes: string[] = [];
  const join = (table: string, index: string) => {
    const [column, to] =
      indexes.length === 0 ? ['model_id', 'models.id'] : ['model_name', `${indexes[0]}.model_name`];
    rows.join(`${table} as ${index}`, `${index}.${column}`, to);
    indexes.push(index);
  };
  if (isByName(query)) {
    terms.forEach((term, position) => {
      join('model_prefixes', `word${position}`);
      rows.where(`word${position}.prefix`, term);
    });
  }
  const metric = joinedMetric(query);
  if (metric !== undefined) {
    join('model_metrics', 'joined');
    rows.where('joined.metric', metric);
    for (const bound of bounds ?? []) {
      if (bound.metric === metric) {
        rows.where('joined.value', bound.comparison, bound.value);
      }
    }
  }
  if ('metric' in sort) {
    return [['joined.value', 'joined.model_id']];
  }
  if (!isByName(query)) {
    return [[SORT_COLUMNS[sort.column].name, 'models.name']];
  }
  const [first, ...others] = indexes.map(index => [`${index}.model_name`]);
  const order: ListOrder = [first ?? ['models.name'], ...others];
  if (terms.length > 0 && order.length > 1 && order.length <= MOST_SKIPPING) {
    skipToTerms(db, rows, terms, order, sort.descending);
  }
  return order;
}

/**
 * Begins a list by name where every one of its words has come up, so that none of the indexes that are merged is read for
 * long before a model can match: models of the same word stand together when it is in their names.
 */
function skipToTerms(
  db: Knex,
  rows: Knex.QueryBuilder,
  terms: string[],
  order: ListOrder,
  descending: boolean,
): void {
  const [first, last, onwards] = descending ? ['max', 'min', '<='] : ['min', 'max', '>='];
  const firstOf = `SELECT ${first}(model_name) AS name FROM model_prefixes WHERE prefix = ?`;
  rows.with('first_names', db.raw(terms.map(() => firstOf).join(' UNION ALL '), terms));
  for (const [column] of order) {
    rows.whereRaw(`?? ${onwards} (SELECT ${last}(name) FROM first_names)`, [column]);
  }
}
