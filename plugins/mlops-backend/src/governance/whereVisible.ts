import type { Knex } from 'knex';
import type { ReadableModels } from './ModelAuthorizer';
import { whereReadable } from './whereReadable';

/**
 * Narrows a query of the table `audit_events` to what may be seen: what is about no model, and what is about readable
 * ones. What is about models that are gone for good is seen by who may read all of them.
 */
export function whereVisible(
  db: Knex,
  rows: Knex.QueryBuilder,
  readable: ReadableModels,
): Knex.QueryBuilder {
  if (readable === 'all') {
    return rows;
  }
  const models = db('models').select(db.raw('1')).whereRaw('models.name = audit_events.model');
  return rows.where(any =>
    any.whereNull('audit_events.model').orWhereExists(whereReadable(models, readable)),
  );
}
