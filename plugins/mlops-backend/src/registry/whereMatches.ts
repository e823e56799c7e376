import type { Knex } from 'knex';
import { isByName, joinedMetric } from './joinIndexes';
import type { ModelQuery } from './ModelQuery';
import { prefixRange } from './searchTerms';

/** A query of the rows of another table that belong to the model of the outer query. */
const ofModel = (db: Knex, table: string) =>
  db(table).select(db.raw('1')).whereRaw(`${table}.model_id = models.id`);

/**
 * Narrows a query that has the table `models` to those that match, but for the words of a list by name and for bounds on
 * the joined metric: these hold of what `joinIndexes` joins.
 */
export function whereMatches<Q extends Knex.QueryBuilder>(db: Knex, rows: Q, query: ModelQuery): Q {
  if (query.deleted) {
    rows.whereNotNull('models.deleted_at');
  } else {
    rows.whereNull('models.deleted_at');
  }
  for (const [column, values] of [
    ['models.owner', query.owners],
    ['models.system', query.systems],
    ['models.problem_type', query.problemTypes],
    ['models.framework', query.frameworks],
  ] as const) {
    if (values) {
      rows.whereIn(column, [...values]);
    }
  }
  if (query.groupOwners) {
    whereOneOf(db, rows, 'models.owner', query.groupOwners);
  }
  for (const term of isByName(query) ? [] : query.terms) {
    const [from, below] = prefixRange(term);
    rows.whereExists(
      ofModel(db, 'model_terms')
        .where('model_terms.term', '>=', from)
        .where('model_terms.term', '<', below),
    );
  }
  for (const tag of query.tags ?? []) {
    rows.whereExists(ofModel(db, 'model_tags').where('model_tags.tag', tag));
  }
  for (const { metric, comparison, value } of query.bounds ?? []) {
    if (metric === joinedMetric(query)) {
      continue;
    }
    rows.whereExists(
      ofModel(db, 'model_metrics')
        .where('model_metrics.metric', metric)
        .where('model_metrics.value', comparison, value),
    );
  }
  if (query.aliases) {
    rows.whereExists(
      ofModel(db, 'model_aliases').whereIn('model_aliases.alias', [...query.aliases]),
    );
  }
  if (query.stages) {
    rows.whereExists(
      ofModel(db, 'versions')
        .whereIn('versions.stage', [...query.stages])
        .whereNull('versions.deleted_at'),
    );
  }
  if (query.targets) {
    rows.whereExists(deployed(db).whereIn('deployments.target', [...query.targets]));
  }
  if (query.deployed === true) {
    rows.whereExists(deployed(db));
  }
  if (query.deployed === false) {
    rows.whereNotExists(deployed(db));
  }
  if (query.alerts) {
    rows.whereExists(
      ofModel(db, 'alerts')
        .whereIn('alerts.severity', [...query.alerts])
        // Written out: SQLite reads the index of these rows only where it sees the very condition.
        .whereRaw("alerts.state <> 'resolved'"),
    );
  }
  return rows;
}

/** One of so many values that they have to be one parameter: databases take only some ten thousand of them. */
function whereOneOf(db: Knex, rows: Knex.QueryBuilder, column: string, values: string[]): void {
  if (db.client.config.client === 'pg') {
    rows.whereRaw('?? = ANY(?)', [column, values]);
  } else {
    rows.whereRaw('?? IN (SELECT value FROM json_each(?))', [column, JSON.stringify(values)]);
  }
}

function deployed(db: Knex): Knex.QueryBuilder {
  return ofModel(db, 'deployments').whereNotNull('deployments.version');
}
