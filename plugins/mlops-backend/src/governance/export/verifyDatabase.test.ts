import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { knex as createKnex } from 'knex';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { createTrail } from '../__testUtils__/createTrail';
import { CheckpointKeys } from '../checkpoints/CheckpointKeys';
import { publicKeyPem } from '../checkpoints/signatureProblem';
import { auditCommand } from './auditCommand';

jest.setTimeout(240_000);

const POSTGRES = process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;
const { privateKey } = generateKeyPairSync('ed25519');
const directory = createMockDirectory();

/** A database of its own that the command can be pointed at: what `TestDatabases` makes has no address. */
async function createDatabase(
  kind: string,
): Promise<{ location: string; knex: Knex; drop(): Promise<void> }> {
  if (kind === 'SQLite') {
    const location = directory.resolve('mlops.sqlite');
    const knex = createKnex({
      client: 'better-sqlite3',
      connection: { filename: location },
      useNullAsDefault: true,
    });
    return { location, knex, drop: () => knex.destroy() };
  }
  const server = createKnex({ client: 'pg', connection: POSTGRES! });
  const name = `audit_command_${process.pid}_${Date.now()}`;
  await server.raw('create database ??', [name]);
  const url = new URL(POSTGRES!);
  url.pathname = `/${name}`;
  const knex = createKnex({ client: 'pg', connection: url.href });
  return {
    location: url.href,
    knex,
    async drop() {
      await knex.destroy();
      await server.raw('drop database ?? with (force)', [name]);
      await server.destroy();
    },
  };
}

describe.each(['SQLite', ...(POSTGRES ? ['PostgreSQL'] : [])])(
  'a trail in a database of %s, by the command line',
  kind => {
    let database: Awaited<ReturnType<typeof createDatabase>>;
    let knex: Knex;
    let head: string;
    let keyFile: string;
    let otherFile: string;

    beforeAll(async () => {
      database = await createDatabase(kind);
      ({ knex } = database);
      await knex.migrate.latest({ directory: migrationsDirectory });
      const { append, trail } = createTrail(knex, new CheckpointKeys(privateKey));
      // More than are read at a time.
      for (let i = 1; i <= 1_200; i++) {
        await append({ after: { i } });
        if (i === 800) {
          await trail.createCheckpoint({ ref: 'user:default/ada' });
        }
      }
      ({ hash: head } = await knex('audit_chain').first());
      keyFile = directory.resolve('key.pem');
      otherFile = directory.resolve('other.pem');
      await writeFile(keyFile, publicKeyPem(privateKey));
      await writeFile(otherFile, publicKeyPem(generateKeyPairSync('ed25519').publicKey));
    });

    afterAll(() => database.drop());

    const run = async (...args: string[]) => {
      let [out, error] = ['', ''];
      const code = await auditCommand(
        ['verify', '--database', database.location, ...args],
        { write: text => (out += text) },
        { write: text => (error += text) },
      );
      return { code, out, error };
    };

    it('is found to be whole, by a program of its own', async () => {
      const bin = resolve(__dirname, '../../../bin/mlops-audit.js');
      const args = ['verify', '--database', database.location, '--expect-head', head];
      const found = await new Promise<{ code: unknown; stdout: string; stderr: string }>(done => {
        execFile(
          process.execPath,
          [bin, ...args, '--public-key', keyFile],
          (error, stdout, stderr) => done({ code: error?.code ?? 0, stdout, stderr }),
        );
      });
      expect(found).toMatchObject({ code: 0, stderr: '' });
      expect(found.stdout).toContain('WHOLE: 1201 events, from 1 to 1201.');
      expect(found.stdout).toContain('1 signed checkpoints agree; the last is of event 800');
      expect(found.stdout).toContain('No signature covers the 401 events behind it.');
    });

    it('is held against keys and the hash that it has to end with', async () => {
      expect(await run('--public-key', otherFile)).toMatchObject({
        code: 1,
        out: expect.stringContaining('signed with a key that is not one of the known ones'),
      });
      const { hash } = await knex('audit_events').where({ seq: 1_007 }).first();
      expect(await run('--expect-head', hash)).toMatchObject({
        code: 1,
        out: expect.stringContaining('the one of event 1007: there are events behind it'),
      });
    });

    it('is broken where its first event was changed or removed, and is only read', async () => {
      const { reason } = await knex('audit_events').where({ seq: 1_005 }).first();
      await knex('audit_events').where({ seq: 1_005 }).update({ reason: 'made up' });
      expect(await run()).toMatchObject({
        code: 1,
        out: 'BROKEN at event 1005: The event, or what it was chained to, is not what was written.\n',
      });
      await knex('audit_events').where({ seq: 1_005 }).update({ reason });
      expect(await run()).toMatchObject({ code: 0 });
      const removed = await knex('audit_events').where({ seq: 1_201 }).first();
      await knex('audit_events').where({ seq: 1_201 }).delete();
      expect(await run()).toMatchObject({
        code: 1,
        out: 'BROKEN at event 1201: The event is missing.\n',
      });
      await knex('audit_events').insert(removed);
      expect(await run()).toMatchObject({ code: 0 });
    });

    it('that is not there ends with 2, without telling a password', async () => {
      const location =
        kind === 'SQLite'
          ? directory.resolve('none.sqlite')
          : database.location.replace('//postgres', '//nobody:a-password').concat('_none');
      const print = jest.spyOn(console, 'log');
      let error = '';
      const code = await auditCommand(
        ['verify', '--database', location],
        { write: () => {} },
        { write: text => (error += text) },
      );
      expect(code).toBe(2);
      expect(error).not.toBe('');
      expect(error).not.toContain('a-password');
      expect(print).not.toHaveBeenCalled();
      print.mockRestore();
    });
  },
);

describe('a database without a trail', () => {
  it('is named as such', async () => {
    const filename = directory.resolve('other.sqlite');
    const knex = createKnex({
      client: 'better-sqlite3',
      connection: { filename },
      useNullAsDefault: true,
    });
    await knex.schema.createTable('catalog', table => table.integer('id'));
    await knex.destroy();
    let error = '';
    const code = await auditCommand(
      ['verify', '--database', filename],
      { write: () => {} },
      { write: text => (error += text) },
    );
    expect(code).toBe(2);
    expect(error).toMatch(/^The database has no audit trail: name the plugin's own/);
  });
});
