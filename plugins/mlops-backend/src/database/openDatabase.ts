import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** Where the migrations are, whether from the sources or from the built package. */
export const migrationsDirectory = resolvePackagePath(
  '@mlops-backstage/plugin-mlops-backend',
  'migrations',
);

/** The plugin's database, brought up to date unless the installation migrates by itself (`skipMigrations`). */
export async function openDatabase(service: DatabaseService): Promise<Knex> {
  const knex = await service.getClient();
  if (!service.migrations?.skip) {
    await knex.migrate.latest({ directory: migrationsDirectory });
  }
  return knex;
}
