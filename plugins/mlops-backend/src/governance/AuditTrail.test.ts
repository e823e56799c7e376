import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { ada, createTrail } from './__testUtils__/createTrail';
import { AuditRetention } from './AuditRetention';
import { CheckpointKeys } from './checkpoints/CheckpointKeys';
import { publicKeyPem, signatureProblem } from './checkpoints/signatureProblem';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const DAY_MS = 86_400_000;

describe.each(databases.eachSupportedId())('the signed trail, %s', databaseId => {
  let knex: Knex;
  let trail: ReturnType<typeof createTrail>;
  let logged: string[];
  const logger = {
    info: (text: string) => logged.push(`info ${text}`),
    error: (text: string) => logged.push(`error ${text}`),
  } as any;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    trail = createTrail(knex);
    logged = [];
  });

  const sign = () => trail.trail.createCheckpoint(ada);
  const retain = (now: number, keys = trail.keys) =>
    new AuditRetention(knex, trail.stores, trail.log, keys, logger, DAY_MS).run(new Date(now));

  it('signs its end, and tells that it did', async () => {
    await trail.append();
    await trail.append();
    const checkpoint = await sign();
    const { hash } = await knex('audit_events').where({ seq: 2 }).first();
    expect(checkpoint).toMatchObject({ seq: 2, hash });
    expect(signatureProblem(checkpoint, trail.keys.trusts)).toBeUndefined();
    expect(await trail.trail.listCheckpoints({ limit: 5 })).toEqual({
      items: [checkpoint],
      more: false,
    });
    const [told] = (await trail.trail.list({ limit: 1 }, 'all')).items;
    expect(told).toMatchObject({ action: 'audit.checkpoint', after: checkpoint });
    expect(await trail.trail.verify()).toMatchObject({ intact: true, checkpoints: 1, events: 3 });
  });

  it('signs the bytes that the contract says', async () => {
    // The bytes that are signed, as the contract says them.
    const { keys } = trail;
    const at = new Date('2026-11-25T10:00:00.000Z');
    const signed = keys.sign({ seq: 7, hash: 'a'.repeat(64) }, at);
    const text = `{"at":"2026-11-25T10:00:00.000Z","hash":"${'a'.repeat(64)}","seq":7}`;
    const key = createPublicKey(signed.publicKey);
    expect(verify(null, Buffer.from(text), key, Buffer.from(signed.signature, 'base64'))).toBe(
      true,
    );
  });

  it('is not signed when it is empty, broken, or without a key', async () => {
    await expect(sign()).rejects.toMatchObject({
      name: 'ConflictError',
      message: 'There is no event to sign yet',
    });
    await trail.append();
    const unsigned = createTrail(knex, new CheckpointKeys());
    await expect(unsigned.trail.createCheckpoint(ada)).rejects.toMatchObject({
      name: 'ConflictError',
      message: 'There is no key to sign with: set mlops.audit.signingKey',
    });
    await knex('audit_events').update({ reason: 'made up' });
    await expect(sign()).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('The audit trail is broken at event 1'),
    });
    expect(await knex('audit_checkpoints')).toEqual([]);
    expect(await knex('audit_events').pluck('action')).toEqual(['model.update']);
  });

  it('is signed by many at once without a gap between checkpoints and events', async () => {
    await trail.append();
    const signed = await Promise.allSettled(Array.from({ length: 8 }, sign));
    const done = signed.filter(({ status }) => status === 'fulfilled');
    expect(done.length).toBeGreaterThan(0);
    for (const one of signed) {
      expect(one.status === 'rejected' ? one.reason.name : 'ConflictError').toBe('ConflictError');
    }
    expect(await knex('audit_checkpoints').pluck('seq')).toHaveLength(done.length);
    expect(await trail.trail.verify()).toMatchObject({ intact: true, checkpoints: done.length });
  });

  it('is signed on schedule only when something happened', async () => {
    const scheduled = () => trail.trail.createCheckpointOfChanges(ada);
    expect(await scheduled()).toBeUndefined();
    await trail.append();
    expect(await scheduled()).toMatchObject({ seq: 1 });
    expect(await scheduled()).toBeUndefined();
    await trail.append();
    expect(await scheduled()).toMatchObject({ seq: 3 });
  });

  it('goes on trusting keys of before, and no others', async () => {
    await trail.append();
    const { publicKey } = await sign();
    const { privateKey } = generateKeyPairSync('ed25519');
    const rotated = createTrail(knex, new CheckpointKeys(privateKey, [publicKey]));
    await rotated.append();
    expect(await rotated.trail.createCheckpoint(ada)).toMatchObject({
      publicKey: publicKeyPem(privateKey),
    });
    expect(await rotated.trail.verify()).toMatchObject({ intact: true, checkpoints: 2 });
    const forgetful = createTrail(knex, new CheckpointKeys(privateKey));
    expect(await forgetful.trail.verify()).toMatchObject({ intact: false, brokenAt: 1 });
  });

  it('loses what is older than its retention, up to a checkpoint, and tells so', async () => {
    const start = Date.now();
    for (let i = 0; i < 3; i++) {
      await trail.append();
    }
    const { hash } = await sign();
    await trail.append();
    await retain(start + DAY_MS - 60_000);
    expect(await knex('audit_events').pluck('action')).toHaveLength(5);
    await retain(Date.now() + DAY_MS + 1_000);
    const rows = await knex('audit_events').orderBy('seq');
    expect(rows.map(row => [Number(row.seq), row.action])).toEqual([
      [4, 'audit.checkpoint'],
      [5, 'model.update'],
      [6, 'audit.retain'],
    ]);
    expect(rows[2]).toMatchObject({ actor: 'plugin:mlops/retention' });
    expect(JSON.parse(rows[2].before)).toEqual({ startsAfter: 0 });
    expect(JSON.parse(rows[2].after)).toEqual({ startsAfter: 3, hash, removed: 3 });
    expect(logged).toEqual([expect.stringContaining('Removed 3 audit events, up to event 3')]);
    expect(await trail.trail.verify()).toMatchObject({
      intact: true,
      startsAfter: 3,
      events: 3,
      checkpoints: 1,
    });
    // Nothing is signed since, so nothing more is removed; then it goes on.
    await retain(Date.now() + 9 * DAY_MS);
    expect(await knex('audit_events').pluck('action')).toHaveLength(3);
    await sign();
    await retain(Date.now() + 9 * DAY_MS);
    expect(await trail.trail.verify()).toMatchObject({
      intact: true,
      startsAfter: 6,
      events: 2,
      checkpoints: 1,
    });
  });

  it('loses nothing while it is broken, or signed by a key that is not known', async () => {
    await trail.append();
    await sign();
    const later = Date.now() + 9 * DAY_MS;
    await retain(later, new CheckpointKeys(generateKeyPairSync('ed25519').privateKey));
    await knex('audit_events').where({ seq: 2 }).update({ reason: 'made up' });
    await retain(later);
    expect(logged).toEqual([
      expect.stringMatching(
        /^error No audit events are removed.*broken at event 1: The checkpoint/,
      ),
      expect.stringMatching(/^error No audit events are removed.*broken at event 2/),
    ]);
    expect(await knex('audit_events').pluck('action')).toHaveLength(2);
  });

  it('finds what services did for a person as that person’s', async () => {
    await trail.append({ actor: { ref: 'user:default/bob', through: 'plugin:mcp-actions' } });
    await trail.append();
    for (const actor of ['user:default/bob', 'plugin:mcp-actions']) {
      const { items } = await trail.trail.list({ limit: 5, actor }, 'all');
      expect(items).toMatchObject([
        { seq: 1, actor: 'plugin:mcp-actions', onBehalfOf: 'user:default/bob' },
      ]);
    }
    expect(
      (await trail.trail.list({ limit: 5, actor: 'user:default/ada' }, 'all')).items[0],
    ).not.toHaveProperty('onBehalfOf');
  });
});
