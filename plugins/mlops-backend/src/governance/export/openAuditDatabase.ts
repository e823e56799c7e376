import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { knex as createKnex } from 'knex';
import type { Knex } from 'knex';

const POSTGRES = /^postgres(?:ql)?:\/\//i;

/** What fails is thrown too, and standard output is for what was found. */
export const SILENT = { debug() {}, deprecate() {}, warn() {}, error() {} };

const fileOf = (location: string) =>
  location.startsWith('file:') ? fileURLToPath(location) : resolve(location);

/**
 * Opens the plugin's database to read it.
 *
 * @param location - `postgresql://…`, of which what is left out is taken from PGPASSWORD and its like; or a file of SQLite
 */
export function openAuditDatabase(location: string): Knex {
  return POSTGRES.test(location)
    ? createKnex({
        client: 'pg',
        log: SILENT,
        connection: { connectionString: location },
        pool: { min: 0, max: 1 },
      })
    : createKnex({
        client: 'better-sqlite3',
        log: SILENT,
        useNullAsDefault: true,
        connection: {
          filename: fileOf(location),
          options: { readonly: true },
        } as Knex.Sqlite3ConnectionConfig,
      });
}
