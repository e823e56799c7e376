import { TestDatabases } from '@backstage/backend-test-utils';
import * as fc from 'fast-check';
import type { Knex } from 'knex';
import knexOf from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { auditHash, GENESIS } from './auditHash';
import type { StoredAuditRow } from './auditHash';
import { AuditLog } from './AuditLog';
import { DatabaseAuditStore } from './AuditStore';
import type { Chain } from './verifyChain';
import { verifyChain } from './verifyChain';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

/** A chain as the log writes it, in memory. */
function chainOf(length: number): { rows: StoredAuditRow[]; end: Chain['end'] } {
  const rows: StoredAuditRow[] = [];
  let hash = GENESIS;
  for (let seq = 1; seq <= length; seq++) {
    const row = {
      seq,
      id: `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}`,
      occurred_at: 1_700_000_000_000 + seq,
      actor: 'user:default/ada',
      on_behalf_of: seq % 3 ? null : 'user:default/bob',
      action: 'model.update',
      outcome: 'done' as const,
      resource_kind: 'model',
      resource: `risk-${seq}`,
      model: 'risk',
      reason: seq % 2 ? 'because' : null,
      request_id: null,
      address: '::1',
      before: null,
      after: JSON.stringify({ owner: 'ü', seq }),
    };
    hash = auditHash(hash, row);
    rows.push({ ...row, hash });
  }
  return { rows, end: { seq: length, hash } };
}

/** A value of which something was changed, at a place if it is text. */
function tamperedWith(value: string | number | null, at: number): string | number {
  if (typeof value === 'number') {
    return value + 1;
  }
  const text = value ?? '';
  const place = text.length === 0 ? 0 : at % text.length;
  return `${text.slice(0, place)}\u0001${text.slice(place + 1)}`;
}

const whole = (end: Chain['end']): Chain => ({ start: { seq: 0, hash: GENESIS }, end });

describe('the chain of audit events', () => {
  it('is whole as it was written', async () => {
    const { rows, end } = chainOf(30);
    expect(await verifyChain(rows, whole(end))).toEqual({
      intact: true,
      events: 30,
      startsAfter: 0,
      checkpoints: 0,
      head: end.hash,
    });
    expect(await verifyChain([], whole({ seq: 0, hash: GENESIS }))).toMatchObject({ intact: true });
  });

  it('has the hash that SHA-256 gives of canonical JSON', () => {
    // By Python: hashlib.sha256 of 64 zeros and json.dumps(…, sort_keys=True, separators=(',', ':'), ensure_ascii=False)
    const row = {
      seq: 1,
      id: 'i',
      occurred_at: 5,
      actor: 'ü',
      on_behalf_of: null,
      action: 'a',
      outcome: 'done' as const,
      resource_kind: 'model',
      resource: 'r',
      model: null,
      reason: null,
      request_id: null,
      address: null,
      before: null,
      after: '{}',
    };
    expect(auditHash(GENESIS, row)).toBe(
      '31b5fdffbf2192f01ae2ff0d15b72f6873a6ec8a3a5574f48ba52325496d3cf7',
    );
    // Likewise with "on_behalf_of": "b" among the fields.
    expect(auditHash(GENESIS, { ...row, on_behalf_of: 'b' })).toBe(
      'e2361a739ce6a2babb27b98a14588ed0d88b03524416954ce4788e5f48f571c8',
    );
  });

  it('names the first event of which any character was changed', async () => {
    const { rows, end } = chainOf(20);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(rows.length - 1),
        fc.constantFrom(...(Object.keys(rows[0]) as Array<keyof StoredAuditRow>)),
        fc.nat(),
        async (index, field, at) => {
          const value = rows[index][field];
          const changed = tamperedWith(value, at);
          const tampered = rows.map((row, i) => (i === index ? { ...row, [field]: changed } : row));
          const found = await verifyChain(tampered as StoredAuditRow[], whole(end));
          expect(found).toMatchObject({ intact: false, brokenAt: index + 1 });
        },
      ),
      { numRuns: 300, seed: 7 },
    );
  });

  it('names the first event that was removed, put elsewhere or put in between', async () => {
    const { rows, end } = chainOf(20);
    await fc.assert(
      fc.asyncProperty(fc.nat(19), fc.nat(19), async (i, j) => {
        const removed = rows.filter((_, index) => index !== i);
        expect(await verifyChain(removed, whole(end))).toMatchObject({
          intact: false,
          brokenAt: i + 1,
        });
        fc.pre(i !== j);
        // The contents change places, the places stay; then whole rows with their hashes.
        const contents = [...rows];
        [contents[i], contents[j]] = [contents[j], contents[i]];
        const swapped = contents.map((row, index) => ({ ...row, seq: index + 1 }));
        expect(await verifyChain(swapped, whole(end))).toMatchObject({
          intact: false,
          brokenAt: Math.min(i, j) + 1,
        });
        const doubled = [...rows.slice(0, i + 1), rows[i], ...rows.slice(i + 1)];
        expect(await verifyChain(doubled, whole(end))).toMatchObject({ intact: false });
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('knows that its last events were cut off, or others appended past the log', async () => {
    const { rows, end } = chainOf(20);
    expect(await verifyChain(rows.slice(0, 15), whole(end))).toMatchObject({ brokenAt: 16 });
    expect(await verifyChain(rows, whole({ seq: 15, hash: rows[14].hash }))).toMatchObject({
      brokenAt: 16,
    });
    expect(await verifyChain(rows, whole({ ...end, hash: GENESIS }))).toMatchObject({
      brokenAt: 20,
    });
    expect(await verifyChain(rows, undefined)).toMatchObject({ intact: false });
  });
});

describe.each(databases.eachSupportedId())('the chain in the database, %s', databaseId => {
  let knex: Knex;
  const log = new AuditLog();
  const append = (db: Knex, name: string) =>
    db.transaction(transaction =>
      log.append(transaction, {
        actor: { ref: 'user:default/ada' },
        action: 'model.update',
        resource: { kind: 'model', name },
        after: { name },
      }),
    );
  const verify = () => new DatabaseAuditStore(knex).readAll(verifyChain);

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  it('stays one, without a gap, whoever writes at once and whatever is rolled back', async () => {
    // A second instance of the backend has connections of its own; SQLite has none but one.
    const other =
      databaseId === 'SQLITE_3'
        ? knex
        : knexOf({ client: 'pg', connection: knex.client.config.connection, pool: { max: 10 } });
    const writers = Array.from({ length: 64 }, async (_, writer) => {
      const db = writer % 2 ? other : knex;
      for (let round = 0; round < 5; round++) {
        await append(db, `writer-${writer}-${round}`);
        await db
          .transaction(async transaction => {
            await log.append(transaction, {
              actor: { ref: 'user:default/ada' },
              action: 'model.update',
              resource: { kind: 'model', name: 'never' },
            });
            throw new Error('undone');
          })
          .catch(() => {});
      }
    });
    await Promise.all(writers);
    expect(await verify()).toMatchObject({ intact: true, events: 320 });
    expect(await knex('audit_events').where({ resource: 'never' })).toEqual([]);
    expect(new Set(await knex('audit_events').pluck('resource')).size).toBe(320);
    await knex('audit_events').where({ seq: 100 }).update({ reason: 'made up' });
    expect(await verify()).toMatchObject({ intact: false, brokenAt: 100, events: 99 });
    await knex('audit_events').where({ seq: 40 }).delete();
    expect(await verify()).toMatchObject({ intact: false, brokenAt: 40 });
    if (other !== knex) {
      await other.destroy();
    }
  });

  it('is made of what an older installation has written', async () => {
    while (await knex.schema.hasTable('audit_chain')) {
      await knex.migrate.down({ directory: migrationsDirectory });
    }
    for (const seq of [3, 4, 9]) {
      await knex('audit_events').insert({
        seq,
        id: `00000000-0000-4000-8000-00000000000${seq}`,
        at: new Date(1_700_000_000_000 + seq),
        actor: 'user:default/ada',
        action: 'version.register',
        resource_kind: 'version',
        resource: `risk@${seq}`,
        after: '{"digest":"ü"}',
      });
    }
    await knex.migrate.latest({ directory: migrationsDirectory });
    expect(await verify()).toMatchObject({ intact: true, events: 3 });
    await append(knex, 'new');
    expect(await verify()).toMatchObject({ intact: true, events: 4 });
    const rows = await knex('audit_events').orderBy('seq');
    expect(rows.map(row => [Number(row.seq), row.model, Number(row.occurred_at) % 1000])).toEqual([
      [1, 'risk', 3],
      [2, 'risk', 4],
      [3, 'risk', 9],
      [4, 'new', expect.any(Number)],
    ]);
  });
});
