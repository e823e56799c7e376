import { setTimeout as sleep } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { AuditLog } from './AuditLog';
import { auditorMirror } from './auditorMirror';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('Backstage’s auditor', () => {
  let knex: Knex;
  let told: Array<{ options: any; outcome?: 'success' | 'fail'; error?: Error }>;
  let warnings: string[];
  let isAway: boolean;
  let log: AuditLog;

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({ directory: migrationsDirectory });
    [told, warnings, isAway] = [[], [], false];
    const auditor = {
      async createEvent(options: any) {
        if (isAway) {
          throw new Error('The auditor is away');
        }
        const event: (typeof told)[number] = { options };
        told.push(event);
        return {
          success: async () => Object.assign(event, { outcome: 'success' }),
          fail: async ({ error }: any) => Object.assign(event, { outcome: 'fail', error }),
        };
      },
    } as any;
    const logger = { warn: (text: string) => warnings.push(text) } as any;
    log = new AuditLog(auditorMirror(auditor, logger));
  });

  const append = (event: object = {}, isUndone = false) =>
    knex.transaction(async transaction => {
      await log.append(transaction, {
        actor: { ref: 'user:default/ada', through: 'plugin:mcp-actions' },
        action: 'version.register',
        resource: { kind: 'version', name: 'risk@2' },
        reason: 'better',
        after: { digest: 'sha256:1' },
        ...event,
      });
      // Nothing is told before the end.
      await sleep(5);
      expect(told.filter(one => one.options.meta.reason === 'better')).toEqual([]);
      if (isUndone) {
        throw new Error('undone');
      }
    });

  it('is told of every event that was committed, without what was changed', async () => {
    await append();
    await sleep(20);
    const [{ hash }] = await knex('audit_events');
    expect(told).toEqual([
      {
        outcome: 'success',
        options: {
          eventId: 'version-register',
          severityLevel: 'medium',
          meta: {
            seq: 1,
            hash,
            occurredAt: expect.stringMatching(/^\d{4}-.*Z$/),
            actor: 'plugin:mcp-actions',
            onBehalfOf: 'user:default/ada',
            action: 'version.register',
            resource: { kind: 'version', name: 'risk@2' },
            model: 'risk',
            reason: 'better',
          },
        },
      },
    ]);
  });

  it('is told of what was denied as of a failure', async () => {
    await append({ action: 'mlops.model.delete', outcome: 'denied', reason: 'none' });
    await sleep(20);
    expect(told).toMatchObject([
      {
        outcome: 'fail',
        error: { name: 'NotAllowedError' },
        options: { eventId: 'mlops-model-delete', severityLevel: 'high' },
      },
    ]);
  });

  it('is not told of what was rolled back', async () => {
    await expect(append({}, true)).rejects.toThrow('undone');
    await sleep(20);
    expect(told).toEqual([]);
  });

  it('that is away holds up nothing', async () => {
    isAway = true;
    await append();
    await sleep(20);
    expect(await knex('audit_events')).toHaveLength(1);
    expect(warnings).toEqual(["Backstage's auditor did not take the audit event 1"]);
  });
});
