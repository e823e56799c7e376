import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { AuditLog } from './AuditLog';
import type { AuditEvent } from './AuditLog';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const event: AuditEvent = {
  actor: { ref: 'user:default/ada' },
  action: 'model.update',
  resource: { kind: 'model', name: 'risk' },
};

describe.each(databases.eachSupportedId())('AuditLog, %s', databaseId => {
  const log = new AuditLog();
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  const rows = () => knex('audit_events').orderBy('seq');

  it('appends events in order, with who, what, when, why and the change', async () => {
    const start = Date.now();
    await knex.transaction(async transaction => {
      await log.append(transaction, {
        ...event,
        reason: 'handed over',
        before: { owner: 'a' },
        after: { owner: 'ü', note: '\0' },
      });
      await log.append(transaction, { ...event, action: 'version.register' });
    });
    const [first, second] = await rows();
    expect(first).toMatchObject({
      actor: 'user:default/ada',
      action: 'model.update',
      resource_kind: 'model',
      resource: 'risk',
      reason: 'handed over',
    });
    expect(JSON.parse(first.before)).toEqual({ owner: 'a' });
    expect(JSON.parse(first.after)).toEqual({ owner: 'ü', note: '\0' });
    expect(Number(first.occurred_at)).toBeGreaterThanOrEqual(start);
    expect(first).toMatchObject({ model: 'risk', outcome: 'done', request_id: null });
    expect(second).toMatchObject({
      action: 'version.register',
      reason: null,
      before: null,
      after: null,
    });
    expect(Number(second.seq)).toBeGreaterThan(Number(first.seq));
    expect(second.id).not.toBe(first.id);
  });

  it('keeps nothing of a change that was rolled back', async () => {
    const undone = knex.transaction(async transaction => {
      await log.append(transaction, event);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await rows()).toEqual([]);
  });
});
