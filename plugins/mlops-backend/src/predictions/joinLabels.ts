import type { Knex } from 'knex';

/** The label of a row that {@link joinLabels} was asked for: the one by its id before the one by its key. */
export const LABEL = 'coalesce(l.label, k.label)';

/**
 * Adds the labels of predictions to a query of them.
 *
 * @param predictions - what the query calls the table of predictions
 * @param labelled - leaves out those whose label hasn't come
 */
export function joinLabels(query: Knex.QueryBuilder, predictions: string, labelled: boolean): void {
  query
    .leftJoin('prediction_labels as l', join =>
      join
        .on('l.deployment', `${predictions}.deployment`)
        .andOn('l.prediction_id', `${predictions}.prediction_id`)
        .andOn('l.row_index', `${predictions}.row_index`),
    )
    .leftJoin('prediction_key_labels as k', join =>
      join
        .on('k.deployment', `${predictions}.deployment`)
        .andOn('k.key_value', `${predictions}.key_value`),
    );
  if (labelled) {
    query.where(either => either.whereNotNull('l.label').orWhereNotNull('k.label'));
  }
}

/**
 * The same label as an expression that looks it up, for a query of few predictions.
 *
 * @param predictions - what the query calls the table of predictions
 */
export const labelOf = (predictions: string): string =>
  `coalesce(
    (select l.label from prediction_labels l where l.deployment = ${predictions}.deployment
      and l.prediction_id = ${predictions}.prediction_id and l.row_index = ${predictions}.row_index),
    (select k.label from prediction_key_labels k where k.deployment = ${predictions}.deployment
      and k.key_value = ${predictions}.key_value)
  )`;
