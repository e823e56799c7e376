import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createMockDirectory, TestDatabases } from '@backstage/backend-test-utils';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { createTrail, textOf } from '../__testUtils__/createTrail';
import { AuditRetention } from '../AuditRetention';
import { CheckpointKeys } from '../checkpoints/CheckpointKeys';
import { publicKeyPem } from '../checkpoints/signatureProblem';
import { auditCommand } from './auditCommand';
import type { TrailExpectations } from './expectations';
import { verifyExport } from './verifyExport';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const { privateKey } = generateKeyPairSync('ed25519');
const keys = new CheckpointKeys(privateKey);
const publicKey = publicKeyPem(privateKey);
const otherKey = publicKeyPem(generateKeyPairSync('ed25519').publicKey);
const silent = { info() {}, warn() {}, error() {} } as any;

/** In pieces of a few bytes, so that lines and characters are cut wherever that is. */
async function* inPieces(text: string | Buffer, size = 37): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) {
    yield bytes.subarray(at, at + size);
  }
}

const verify = (text: string | Buffer, expected?: TrailExpectations) =>
  verifyExport(inPieces(text), expected);

describe.each(databases.eachSupportedId())('an exported trail, %s', databaseId => {
  let knex: Knex;
  let trail: ReturnType<typeof createTrail>;
  let jsonl: string;
  let head: string;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    trail = createTrail(knex, keys);
    for (let i = 1; i <= 20; i++) {
      await trail.append({
        ...(i % 2 && { actor: { ref: 'user:default/bob', through: 'plugin:mcp-actions' } }),
        ...(i % 3 && { reason: '=1+1 \u2028 "ü", \r\n' }),
        after: { i },
        resource: { kind: 'model', name: i % 2 ? 'risk' : 'price' },
      });
      if (i % 8 === 0) {
        await trail.trail.createCheckpoint({ ref: 'user:default/ada' });
      }
    }
    jsonl = await textOf(trail.trail.export('jsonl', {}, 'all'));
    ({ hash: head } = await knex('audit_chain').first());
  });

  it('is whole, with its checkpoints', async () => {
    const lines = jsonl
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(lines.map(({ type }) => type)).toEqual([
      'header',
      ...Array(8).fill('event'),
      'checkpoint',
      ...Array(9).fill('event'),
      'checkpoint',
      ...Array(5).fill('event'),
      'end',
    ]);
    expect(lines[0]).toMatchObject({ complete: true, startsAfter: 0 });
    expect(await verify(jsonl)).toMatchObject({
      result: 'whole',
      events: 22,
      startsAfter: 0,
      checkpoints: 2,
      head,
      lastCheckpoint: { seq: 17, publicKey },
    });
    expect(await verify(jsonl, { publicKeys: [otherKey, publicKey], head })).toMatchObject({
      result: 'whole',
    });
  });

  it('shows that any byte of it was flipped', async () => {
    const bytes = Buffer.from(jsonl);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, bits) => {
          const flipped = Buffer.from(bytes);
          flipped[at] ^= bits;
          expect(await verify(flipped)).toMatchObject({ result: 'broken' });
        },
      ),
      { numRuns: 400, seed: 3 },
    );
  });

  it('names the first event of which a value was changed', async () => {
    const lines = jsonl.split('\n');
    const events = lines.flatMap((line, index) =>
      line.includes('"type":"event"') ? [{ content: JSON.parse(line), index }] : [],
    );
    expect(events).toHaveLength(22);
    for (const { content, index } of events) {
      const changed = lines.with(index, JSON.stringify({ ...content, reason: 'made up' }));
      expect(await verify(changed.join('\n'))).toMatchObject({
        result: 'broken',
        brokenAt: content.seq,
        line: index + 1,
      });
    }
  });

  it('shows that lines were dropped, swapped, doubled or put in', async () => {
    const lines = jsonl.trimEnd().split('\n');
    const broken = async (changed: string[]) =>
      expect(await verify(`${changed.join('\n')}\n`)).toMatchObject({ result: 'broken' });
    for (let i = 0; i < lines.length; i++) {
      await broken(lines.toSpliced(i, 1));
      await broken(lines.toSpliced(i, 0, lines[i]));
      await broken([...lines, lines[i]]);
      await broken(lines.slice(0, i));
      for (let j = i + 1; j < lines.length; j += 3) {
        await broken(lines.with(i, lines[j]).with(j, lines[i]));
      }
    }
    await broken([...lines, '']);
    await broken(lines.toSpliced(3, 0, '{"type":"note"}'));
  });

  it('that somebody wrote anew is whole in itself, but not signed, and ends otherwise', async () => {
    const forged = createTrail(knex);
    const rows = jsonl.split('\n').filter(line => line.includes('"type":"event"'));
    expect(rows).toHaveLength(22);
    // Another installation's trail stands for what somebody made up with a key of their own.
    const other = await databases.init(databaseId);
    await other.migrate.latest({ directory: migrationsDirectory });
    const theirs = createTrail(other, forged.keys);
    await theirs.append();
    await theirs.trail.createCheckpoint({ ref: 'user:default/mallory' });
    const text = await textOf(theirs.trail.export('jsonl', {}, 'all'));
    expect(await verify(text)).toMatchObject({ result: 'whole' });
    expect(await verify(text, { publicKeys: [publicKey] })).toMatchObject({
      result: 'broken',
      brokenAt: 1,
      problem: 'The checkpoint is signed with a key that is not one of the known ones',
    });
    expect(await verify(text, { head })).toMatchObject({
      result: 'broken',
      problem: 'The chain does not end with the hash that was expected, nor has it anywhere else',
    });
  });

  it('is held against the hash that it has to end with', async () => {
    const rows = await knex('audit_events').where({ seq: 7 });
    expect(await verify(jsonl, { head: rows[0].hash })).toMatchObject({
      result: 'broken',
      problem: 'The hash that was expected is the one of event 7: there are events behind it',
    });
  });

  it('of a chain that is broken is exported as it is, and found to be broken', async () => {
    const broken = await databases.init(databaseId);
    await broken.migrate.latest({ directory: migrationsDirectory });
    const { append, trail: theirs } = createTrail(broken);
    for (let i = 0; i < 6; i++) {
      await append();
    }
    await broken('audit_events').where({ seq: 6 }).delete();
    expect(await verify(await textOf(theirs.export('jsonl', {}, 'all')))).toMatchObject({
      result: 'broken',
      brokenAt: 6,
    });
    await broken('audit_events').where({ seq: 3 }).delete();
    expect(await verify(await textOf(theirs.export('jsonl', {}, 'all')))).toMatchObject({
      result: 'broken',
      brokenAt: 3,
    });
  });

  it('of a part of the trail can not be verified, and says so', async () => {
    const part = await textOf(trail.trail.export('jsonl', { model: 'risk' }, 'all'));
    expect(part.split('\n').filter(line => line.includes('"type":"event"'))).toHaveLength(10);
    expect(part).not.toContain('"type":"checkpoint"');
    expect(await verify(part)).toEqual({ result: 'partial', events: 10 });
    expect(await verify(part.replace('"i\\":3', '"i\\":4'))).toMatchObject({ result: 'broken' });
    const readable = { column: 'owner' as const, values: ['group:default/none'] };
    const own = await textOf(trail.trail.export('jsonl', {}, readable));
    // What is about no model: the checkpoints' own events.
    expect(await verify(own)).toEqual({ result: 'partial', events: 2 });
  });

  it('in CSV is safe for spreadsheets, oldest first', async () => {
    const text = await textOf(trail.trail.export('csv', { action: 'model' }, 'all'));
    const rows: Array<Record<string, string>> = parse(text, { columns: true });
    expect(rows.map(row => row.Event)).toEqual(
      (await knex('audit_events').where({ action: 'model.update' }).orderBy('seq')).map(row =>
        String(row.seq),
      ),
    );
    expect(rows[0]).toMatchObject({
      Actor: 'plugin:mcp-actions',
      'On behalf of': 'user:default/bob',
      Reason: '\'=1+1 \u2028 "ü", \r\n',
      After: '{"i":1}',
      Model: 'risk',
    });
    expect(new Date(rows[0].Time).toISOString()).toBe(rows[0].Time);
  });

  it('behind what retention removed is whole, from there on', async () => {
    const kept = await databases.init(databaseId);
    await kept.migrate.latest({ directory: migrationsDirectory });
    const { append, trail: theirs, stores, log } = createTrail(kept, keys);
    for (let i = 0; i < 12; i++) {
      await append();
      if (i % 5 === 4) {
        await theirs.createCheckpoint({ ref: 'user:default/ada' });
      }
    }
    const retention = new AuditRetention(kept, stores, log, keys, silent, 86_400_000);
    await retention.run(new Date(Date.now() + 86_400_000 + 1_000));
    const text = await textOf(theirs.export('jsonl', {}, 'all'));
    const found = await verify(text, { publicKeys: [publicKey] });
    expect(found).toMatchObject({ result: 'whole', startsAfter: 11, events: 4, checkpoints: 1 });
    // Without the checkpoint anybody could have cut off the beginning.
    const unsigned = text.split('\n').filter(line => !line.includes('"type":"checkpoint"'));
    expect(await verify(unsigned.join('\n'))).toMatchObject({
      result: 'broken',
      problem: 'The chain begins behind an event that no signed checkpoint tells of',
    });
  });

  it('that retention overtakes ends with an error, not as if it were whole', async () => {
    const long = await databases.init(databaseId);
    await long.migrate.latest({ directory: migrationsDirectory });
    const { append, trail: theirs } = createTrail(long, keys);
    await append();
    const first = await long('audit_events').first();
    for (let from = 2; from <= 2_500; from += 50) {
      await long('audit_events').insert(
        Array.from({ length: Math.min(50, 2_501 - from) }, (_, i) => ({
          ...first,
          seq: from + i,
          id: `00000000-0000-4000-8000-${String(from + i).padStart(12, '0')}`,
        })),
      );
    }
    await long('audit_chain').update({ seq: 2_500 });
    const pieces = theirs.export('jsonl', {}, 'all')[Symbol.asyncIterator]();
    expect((await pieces.next()).value).toContain('"type":"header"');
    expect((await pieces.next()).value.split('\n')).toHaveLength(1_001);
    await long('audit_events').where('seq', '<=', 1_700).delete();
    await long('audit_chain').update({ start_seq: 1_700 });
    await expect(pieces.next()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: 'Retention removed events while they were exported: export the trail again',
    });
  });

  describe('by the command line', () => {
    const directory = createMockDirectory();
    let file: string;
    let keyFile: string;

    beforeAll(async () => {
      file = directory.resolve('trail.jsonl');
      keyFile = directory.resolve('key.pem');
      await writeFile(file, jsonl);
      await writeFile(keyFile, publicKey);
    });

    const run = async (...args: string[]) => {
      let [out, error] = ['', ''];
      const code = await auditCommand(
        args,
        { write: text => (out += text) },
        { write: text => (error += text) },
      );
      return { code, out, error };
    };

    it('is verified by a program of its own, without Backstage', async () => {
      const bin = resolve(__dirname, '../../../bin/mlops-audit.js');
      const found = await new Promise<{ code: unknown; stdout: string; stderr: string }>(done => {
        execFile(
          process.execPath,
          [bin, 'verify', file, '--public-key', keyFile, '--expect-head', head],
          (error, stdout, stderr) => done({ code: error?.code ?? 0, stdout, stderr }),
        );
      });
      expect(found).toMatchObject({ code: 0, stderr: '' });
      expect(found.stdout).toContain('WHOLE: 22 events, from 1 to 22.');
      expect(found.stdout).toContain('2 signed checkpoints agree; the last is of event 17');
      expect(found.stdout).toContain('No signature covers the 5 events behind it.');
    });

    it('says what is broken and where, and ends with 1', async () => {
      const changed = directory.resolve('changed.jsonl');
      await writeFile(changed, jsonl.replace('"i\\":4', '"i\\":5'));
      expect(await run('verify', changed)).toMatchObject({
        code: 1,
        out: 'BROKEN at event 4 (line 5): The event, or what it was chained to, is not what was written.\n',
      });
      const otherFile = directory.resolve('other.pem');
      await writeFile(otherFile, otherKey);
      const wrongKey = await run('verify', file, '--public-key', otherFile);
      expect(wrongKey).toMatchObject({ code: 1 });
      expect(wrongKey.out).toContain('signed with a key that is not one of the known ones');
      expect(await run('verify', file, '--expect-head', '0'.repeat(64))).toMatchObject({ code: 1 });
    });

    it('ends with 2 when it could not verify', async () => {
      const part = directory.resolve('part.jsonl');
      await writeFile(part, await textOf(trail.trail.export('jsonl', { model: 'risk' }, 'all')));
      const privateFile = directory.resolve('private.pem');
      await writeFile(privateFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
      for (const [args, says] of [
        [['verify', part], 'a part of the trail'],
        [['verify', directory.resolve('none.jsonl')], 'ENOENT'],
        [['verify', file, '--public-key', privateFile], 'is no public key'],
        [['verify', file, '--expect-head', 'abc'], '64 hexadecimal digits'],
        [['verify'], 'Usage: mlops-audit'],
        [['repair', file], 'Usage: mlops-audit'],
        [['verify', file, '--force'], 'Usage: mlops-audit'],
      ] as const) {
        const { code, out, error } = await run(...args);
        expect([code, out + error]).toEqual([2, expect.stringContaining(says)]);
      }
    });
  });
});
