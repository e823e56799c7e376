import { generateKeyPairSync } from 'node:crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import * as fc from 'fast-check';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { auditHash, GENESIS } from './auditHash';
import { AuditLog } from './AuditLog';
import { DatabaseAuditStore } from './AuditStore';
import { AuditTrail } from './AuditTrail';
import { CheckpointKeys } from './checkpoints/CheckpointKeys';
import { DatabaseCheckpointStore } from './checkpoints/CheckpointStore';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const actor = { ref: 'user:default/ada', through: 'plugin:mcp-actions' };
const EVENTS = 24;

/** Flips some of the bits of a byte of a text so that it stays a text that a database takes. */
function flipped(text: string, at: number, bits: number): string {
  const bytes = Buffer.from(text, 'utf8');
  bytes[at % bytes.length] ^= bits;
  const changed = bytes.toString('utf8').replaceAll('\0', '\u0001');
  return changed === text ? `${text}!` : changed;
}

/** Another value for a column, of a kind that the column takes. */
function tamperedWith(column: string, value: unknown, at: number, bits: number): unknown {
  if (value === null) {
    return '';
  }
  switch (column) {
    case 'seq':
    case 'occurred_at':
    case 'signed_at':
    case 'start_seq':
      return Number(value) ^ bits;
    case 'id': {
      // PostgreSQL takes hexadecimal digits only.
      const text = String(value);
      const place = [...text].findIndex((c, i) => c !== '-' && i >= at % 30);
      const digit = ((parseInt(text[place], 16) ^ ((bits % 15) + 1)) & 15).toString(16);
      return text.slice(0, place) + digit + text.slice(place + 1);
    }
    default:
      return flipped(String(value), at, bits);
  }
}

describe.each(databases.eachSupportedId())('a trail that was tampered with, %s', databaseId => {
  let knex: Knex;
  let trail: AuditTrail;
  let events: any[];
  let checkpoints: any[];
  let chain: any;

  const keys = new CheckpointKeys(generateKeyPairSync('ed25519').privateKey);

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    const log = new AuditLog();
    const stores = {
      events: new DatabaseAuditStore(knex),
      checkpoints: new DatabaseCheckpointStore(knex),
    };
    trail = new AuditTrail(knex, stores, log, keys);
    for (let i = 1; i <= EVENTS - 3; i++) {
      await knex.transaction(transaction =>
        log.append(transaction, {
          actor: i % 3 ? actor : 'plugin:mlops/purge',
          action: 'model.update',
          outcome: i % 5 ? 'done' : 'denied',
          resource: { kind: 'model', name: `risk-${i}` },
          ...(i % 2 && { reason: 'wéil' }),
          ...(i % 4 && { before: { i }, after: { i: i + 1, text: 'ü"\n' } }),
        }),
      );
      if (i % 7 === 0) {
        await trail.createCheckpoint(actor);
      }
    }
    events = await knex('audit_events').orderBy('seq');
    checkpoints = await knex('audit_checkpoints').orderBy('seq');
    chain = await knex('audit_chain').first();
  });

  it('is whole before', async () => {
    expect(events).toHaveLength(EVENTS);
    expect(checkpoints).toHaveLength(3);
    expect(await trail.verify()).toMatchObject({ intact: true, events: EVENTS, checkpoints: 3 });
  });

  afterEach(restore);

  async function restore() {
    for (const table of ['audit_events', 'audit_checkpoints', 'audit_chain']) {
      await knex(table).delete();
    }
    await knex('audit_events').insert(events);
    await knex('audit_checkpoints').insert(checkpoints);
    await knex('audit_chain').insert(chain);
    expect(await trail.verify()).toMatchObject({
      intact: true,
      events: EVENTS,
      checkpoints: 3,
      startsAfter: 0,
      head: chain.hash,
    });
  }

  const bits = fc.integer({ min: 1, max: 127 });

  it('has its first wrong event named, whichever byte of whichever column was flipped', async () => {
    const columns = Object.keys(events[0]);
    expect(columns).toContain('on_behalf_of');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(EVENTS - 1),
        fc.constantFrom(...columns),
        fc.nat(),
        bits,
        async (index, column, at, mask) => {
          const { seq } = events[index];
          const value = tamperedWith(column, events[index][column], at, mask);
          // A place that is taken can't be given twice.
          fc.pre(column !== 'seq' || !events.some(event => Number(event.seq) === value));
          // What no column takes can't be written.
          const limits: Record<string, number> = { outcome: 10, hash: 64, action: 60 };
          fc.pre(String(value).length <= (limits[column] ?? 100));
          await knex('audit_events')
            .where({ seq })
            .update({ [column]: value });
          const first = column === 'seq' ? Math.min(Number(value), Number(seq)) : Number(seq);
          const found = await trail.verify();
          await restoreRow(column, seq, value, events[index]);
          expect(found).toMatchObject({ intact: false, brokenAt: Math.max(first, 1) });
        },
      ),
      { numRuns: 250, seed: 11 },
    );
  });

  async function restoreRow(column: string, seq: unknown, value: unknown, row: any) {
    await knex('audit_events')
      .where({ seq: column === 'seq' ? value : seq } as any)
      .update(row);
  }

  it('has its first wrong event named when events were dropped or changed places', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(EVENTS - 1), fc.nat(EVENTS - 1), async (i, j) => {
        const [a, b] = [events[i], events[j]];
        await knex('audit_events').where({ seq: a.seq }).delete();
        const dropped = await trail.verify();
        await knex('audit_events').insert(a);
        expect(dropped).toMatchObject({ intact: false, brokenAt: i + 1, events: i });
        fc.pre(i !== j);
        await knex('audit_events').whereIn('seq', [a.seq, b.seq]).delete();
        await knex('audit_events').insert([
          { ...a, seq: b.seq },
          { ...b, seq: a.seq },
        ]);
        const swapped = await trail.verify();
        await knex('audit_events').whereIn('seq', [a.seq, b.seq]).delete();
        await knex('audit_events').insert([a, b]);
        expect(swapped).toMatchObject({ intact: false, brokenAt: Math.min(i, j) + 1 });
      }),
      { numRuns: 60, seed: 11 },
    );
  });

  it('shows it, whichever byte of a checkpoint or of the chain’s ends was flipped', async () => {
    const targets = [
      ...checkpoints.map(row => ({ table: 'audit_checkpoints', key: { seq: row.seq }, row })),
      { table: 'audit_chain', key: { id: 1 }, row: chain },
    ];
    const cells = targets.flatMap(target =>
      Object.keys(target.row)
        .filter(column => column !== 'id')
        .map(column => ({ ...target, column })),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...cells), fc.nat(), bits, async (cell, at, mask) => {
        const { table, key, row, column } = cell;
        const value = tamperedWith(column, row[column], at, mask);
        const limit = { hash: 64, start_hash: 64, signature: 100, public_key: 200 }[column];
        fc.pre(limit === undefined || String(value).length <= limit);
        fc.pre(
          table !== 'audit_checkpoints' ||
            column !== 'seq' ||
            !checkpoints.some(one => Number(one.seq) === value),
        );
        await knex(table)
          .where(key)
          .update({ [column]: value });
        const found = await trail.verify();
        await knex(table)
          .where(table === 'audit_checkpoints' && column === 'seq' ? { seq: value } : key)
          .update(row);
        const isOfCheckpoint = table === 'audit_checkpoints' && column !== 'seq';
        expect(found.intact).toBe(false);
        expect(found.brokenAt).toBe(isOfCheckpoint ? Number(row.seq) : found.brokenAt);
      }),
      { numRuns: 150, seed: 11 },
    );
  });

  /** What somebody who can write to the database can do: change an event, and make all hashes from there on anew. */
  async function rewriteFrom(seq: number, change: object) {
    let previous = seq === 1 ? GENESIS : events[seq - 2].hash;
    for (const event of events.slice(seq - 1)) {
      const row = {
        ...event,
        seq: Number(event.seq),
        occurred_at: Number(event.occurred_at),
        ...(Number(event.seq) === seq && change),
      };
      previous = auditHash(previous, row);
      await knex('audit_events')
        .where({ seq: row.seq })
        .update({ ...row, hash: previous });
    }
    await knex('audit_chain').update({ hash: previous });
  }

  it('is found out even when all hashes were made anew, up to the last checkpoint', async () => {
    await rewriteFrom(3, { reason: 'made up' });
    expect(await trail.verify()).toMatchObject({
      intact: false,
      brokenAt: Number(checkpoints[0].seq),
      problem: 'The event is not the one that was signed',
    });
    await restore();
    await rewriteFrom(Number(checkpoints[2].seq) + 1, { reason: 'made up' });
    // Nothing has signed that yet.
    expect(await trail.verify()).toMatchObject({ intact: true });
  });

  it('is found out when it is signed again with another key', async () => {
    await rewriteFrom(3, { reason: 'made up' });
    const others = new CheckpointKeys(generateKeyPairSync('ed25519').privateKey);
    await knex('audit_checkpoints').delete();
    const store = new DatabaseCheckpointStore(knex);
    for (const { seq } of checkpoints) {
      const { hash } = await knex('audit_events').where({ seq }).first();
      const forged = others.sign({ seq: Number(seq), hash }, new Date());
      await knex.transaction(transaction => store.insert(transaction, forged));
    }
    expect(await trail.verify()).toMatchObject({
      intact: false,
      brokenAt: Number(checkpoints[0].seq),
      problem: 'The checkpoint is signed with a key that is not one of the known ones',
    });
  });

  it('is found out when checkpoints were removed, or its beginning was cut off', async () => {
    const { seq, hash } = checkpoints[1];
    await knex('audit_checkpoints').where({ seq }).delete();
    expect(await trail.verify()).toMatchObject({
      intact: false,
      brokenAt: Number(seq) + 1,
      problem: 'The signed checkpoint that this event tells of is missing',
    });
    await restore();
    await knex('audit_events').where('seq', '<=', 5).delete();
    await knex('audit_chain').update({ start_seq: 5, start_hash: events[4].hash });
    expect(await trail.verify()).toMatchObject({
      intact: false,
      brokenAt: 6,
      problem: 'The chain begins behind an event that no signed checkpoint tells of',
    });
    // As retention does it, behind a checkpoint.
    await knex('audit_events').where('seq', '<=', seq).delete();
    await knex('audit_chain').update({ start_seq: seq, start_hash: hash });
    expect(await trail.verify()).toMatchObject({
      intact: true,
      startsAfter: Number(seq),
      checkpoints: 2,
      events: EVENTS - Number(seq),
    });
  });
});
