import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { knex as createKnex } from 'knex';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { createTrail } from '../__testUtils__/createTrail';

jest.setTimeout(240_000);

const POSTGRES = process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;
const directory = createMockDirectory();
const bin = resolve(__dirname, '../../../bin/mlops-audit.js');

interface Found {
  code: unknown;
  stdout: string;
  stderr: string;
}

/** The command as a program of its own, with further variables of the environment. */
const run = (env: Record<string, string>, ...args: string[]) =>
  new Promise<Found>(done => {
    execFile(
      process.execPath,
      [bin, 'verify', ...args],
      { env: { ...process.env, ...env } },
      (error, stdout, stderr) => done({ code: error?.code ?? 0, stdout, stderr }),
    );
  });

const configFile = async (name: string, config: object): Promise<string[]> => {
  const path = directory.resolve(name);
  await writeFile(path, JSON.stringify(config));
  return ['--config', path];
};

/** Writes a trail of three events. */
async function writeTrail(knex: Knex): Promise<void> {
  await knex.migrate.latest({ directory: migrationsDirectory });
  const { append } = createTrail(knex);
  for (let i = 1; i <= 3; i++) {
    await append({ after: { i } });
  }
}

describe('a trail in SQLite, by the configuration', () => {
  const folder = () => directory.resolve('db');
  const database = (connection: object) => ({
    backend: { database: { client: 'better-sqlite3', connection } },
  });

  it('is found where the files and the environment say', async () => {
    const inMemory = await configFile('app-config.yaml', database({ directory: '/nowhere' }));
    const onDisk = await configFile('app-config.disk.yaml', database({ directory: '${FOLDER}' }));
    directory.addContent({ db: {} });
    const knex = createKnex({
      client: 'better-sqlite3',
      connection: { filename: `${folder()}/mlops.sqlite` },
      useNullAsDefault: true,
    });
    await writeTrail(knex);
    await knex.destroy();
    const found = await run({ FOLDER: folder() }, ...inMemory, ...onDisk);
    expect(found).toMatchObject({ code: 0, stderr: '' });
    expect(found.stdout).toContain('WHOLE: 3 events, from 1 to 3.');
  });

  it('is not made where there is none', async () => {
    const config = await configFile('empty.yaml', database({ directory: folder() }));
    const path = { APP_CONFIG_backend_database_connection_directory: directory.resolve('none') };
    expect(await run(path, ...config)).toMatchObject({ code: 2, stdout: '' });
    expect(existsSync(directory.resolve('none/mlops.sqlite'))).toBe(false);
  });

  it('cannot be read in memory', async () => {
    const config = await configFile('memory.yaml', database({ filename: ':memory:' }));
    expect(await run({}, ...config)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('in the memory of the backend'),
    });
  });
});

(POSTGRES ? describe : describe.skip)('a trail in PostgreSQL, by the configuration', () => {
  const prefix = `audit_config_${process.pid}_${Date.now()}_`;
  let server: Knex;
  let connection: object;

  beforeAll(async () => {
    server = createKnex({ client: 'pg', connection: POSTGRES! });
    const { hostname: host, port, username } = new URL(POSTGRES!);
    connection = { host, port: Number(port), user: username, password: '${DATABASE_PASSWORD}' };
  });

  afterAll(async () => {
    await server.raw('drop database if exists ?? with (force)', [`${prefix}mlops`]);
    await server.destroy();
  });

  const secret = { DATABASE_PASSWORD: new URL(POSTGRES ?? 'none:').password || 'a-password' };
  const configOf = (database: object) =>
    configFile('pg.yaml', { backend: { database: { client: 'pg', connection, ...database } } });

  it('is not made where there is none, and no password is told', async () => {
    const found = await run(secret, ...(await configOf({ prefix })));
    expect(found).toMatchObject({ code: 2, stdout: '' });
    expect(found.stderr).toContain(`"${prefix}mlops" does not exist`);
    expect(found.stderr).not.toContain(secret.DATABASE_PASSWORD);
  });

  it('is found in a database, and in a schema of one', async () => {
    await server.raw('create database ??', [`${prefix}mlops`]);
    const url = new URL(POSTGRES!);
    url.pathname = `/${prefix}mlops`;
    for (const schema of ['public', 'mlops']) {
      const knex = createKnex({ client: 'pg', connection: url.href, searchPath: [schema] });
      await knex.raw('create schema if not exists ??', [schema]);
      await writeTrail(knex);
      await knex.destroy();
    }
    const ofDatabase = await run(secret, ...(await configOf({ prefix })));
    expect(ofDatabase).toMatchObject({ code: 0, stderr: '' });
    expect(ofDatabase.stdout).toContain('WHOLE: 3 events, from 1 to 3.');

    const knex = createKnex({ client: 'pg', connection: url.href });
    await knex('public.audit_events').where({ seq: 2 }).update({ reason: 'made up' });
    await knex.destroy();
    expect(await run(secret, ...(await configOf({ prefix })))).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('BROKEN at event 2'),
    });
    const divided = await configOf({ pluginDivisionMode: 'schema' });
    const named = await configFile('name.yaml', {
      backend: { database: { connection: { database: `${prefix}mlops` } } },
    });
    expect(await run(secret, ...divided, ...named)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('WHOLE: 3 events'),
    });
  });
});

describe('the configuration', () => {
  it('has to be there, to name a database, and not to be named beside one', async () => {
    const nothing = await configFile('nothing.yaml', { app: { title: 'Nothing' } });
    for (const [args, says] of [
      [['--config', directory.resolve('missing.yaml')], 'missing.yaml'],
      [nothing, "Missing required config value at 'backend.database'"],
      [[...nothing, '--database', 'some.sqlite'], 'Usage: mlops-audit'],
    ] as const) {
      const { code, stderr } = await run({}, ...args);
      expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
    }
  });
});
