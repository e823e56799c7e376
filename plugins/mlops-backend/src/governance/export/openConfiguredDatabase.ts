import { DatabaseManager } from '@backstage/backend-defaults/database';
import { ConfigReader } from '@backstage/config';
import type { Config } from '@backstage/config';
import { ConfigSources } from '@backstage/config-loader';
import type { Knex } from 'knex';
import { openAuditDatabase, SILENT } from './openAuditDatabase';

/** A database, and what ends with it. */
export interface OpenDatabase {
  database: Knex;
  close(): Promise<void>;
}

/** Nothing is made that isn't there: the trail is only read. */
const ONLY_READ = {
  backend: {
    database: {
      ensureExists: false,
      ensureSchemaExists: false,
      // Called so by Backstage.
      plugin: { mlops: { ensureExists: false, getEnsureSchemaExistsConfig: false } },
    },
  },
};

/** What the database tells of itself; what fails is thrown too. */
const logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => logger };

/**
 * Opens the plugin's database as the backend would that is started with the same `--config`, by Backstage's own code: later files go
 * before earlier ones, variables and files are put in, `APP_CONFIG_…` goes before all of them.
 *
 * @param files - paths, from the current folder
 * @throws `Error` where a file can't be read, or the configuration names no database that could be opened
 */
export async function openConfiguredDatabase(files: readonly string[]): Promise<OpenDatabase> {
  const config = await readConfig(files);
  const endings: Array<() => void | Promise<void>> = [];
  const lifecycle = {
    addStartupHook() {},
    addShutdownHook: (end: () => void | Promise<void>) => void endings.push(end),
    addBeforeShutdownHook() {},
  };
  const database = await DatabaseManager.fromConfig(config, { rootLifecycle: lifecycle })
    .forPlugin('mlops', { logger, lifecycle })
    .getClient();
  const close = async () => {
    await Promise.all(endings.map(end => end()));
    await database.destroy();
  };
  const { client, connection } = database.client.config;
  if (client === 'pg') {
    Object.assign(database.client.logger, SILENT);
    return { database, close };
  }
  // Opened anew, since a file that isn't there would be made.
  await close();
  if (connection.filename === ':memory:') {
    throw new Error('The database is in the memory of the backend, where nobody else can read it');
  }
  const file = openAuditDatabase(connection.filename);
  return { database: file, close: () => file.destroy() };
}

async function readConfig(files: readonly string[]): Promise<Config> {
  const config = await ConfigSources.toConfig(
    ConfigSources.default({ argv: files.flatMap(file => ['--config', file]), watch: false }),
  );
  config.close();
  // Told as missing from the files, not from what is added to them.
  config.get('backend.database');
  return ConfigReader.fromConfigs([
    { context: 'configuration', data: config.get() },
    { context: 'mlops-audit', data: ONLY_READ },
  ]);
}
