import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import type { NewMessage } from '../../outbox/Outbox';
import type { AlertRow } from '../AlertStore';
import type { AlertWebhook } from '../readAlertsConfig';
import { AlertAnnouncer } from './AlertAnnouncer';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const model = { id: '00000000-0000-4000-8000-000000000001', owner: 'group:default/a' };
const row = {
  id: '00000000-0000-4000-8000-00000000000a',
  model: 'risk',
  key: 'rule:endpoint:drift',
  rule: 'drift',
  severity: 'warning',
  state: 'open',
  summary: 'temp drifted',
  description: '',
  deployment: 'endpoint',
  version: null,
  raised_at: 0,
  raised_by: 'plugin:mlops/alerts',
  updated_at: 0,
  acknowledged_at: null,
  resolved_at: null,
  note: null,
  evidence: null,
} as unknown as AlertRow;

const hook = (name: string, more: Omit<AlertWebhook, 'endpoint'> = {}): AlertWebhook => ({
  endpoint: { name, url: 'https://x', secrets: [], allowPrivateAddresses: false },
  ...more,
});

describe('who is told of an alert', () => {
  let knex: Knex;
  let muted: string[];
  let put: NewMessage[];

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
  });

  beforeEach(() => {
    muted = [];
    put = [];
  });

  const announcer = (webhooks: AlertWebhook[] = []) =>
    new AlertAnnouncer(webhooks, 'https://portal', {
      mutes: { listOfModel: async () => muted.map(rule => ({ rule })) } as any,
      outbox: {
        async put(_, messages) {
          put.push(...messages);
        },
      },
      deployments: {
        environmentOf: async (_, __, deployment) =>
          deployment === 'endpoint' ? 'production' : undefined,
      },
    });
  const tell = (
    webhooks: AlertWebhook[] = [],
    given: Partial<AlertRow> = {},
    type: 'raised' | 'escalated' | 'resolved' = 'raised',
  ) => knex.transaction(tx => announcer(webhooks).tell(tx, type, { ...row, ...given }, model));

  it('are the owner by notification, plugins by an event, and systems that asked for such alerts', async () => {
    const told = await tell([
      hook('all'),
      hook('critical', { severities: ['critical'] }),
      hook('warning', { severities: ['warning'] }),
      hook('a', { owners: ['group:default/a'] }),
      hook('b', { owners: ['group:default/b'] }),
      hook('production', { environments: ['production'] }),
      hook('staging', { environments: ['staging'] }),
    ]);
    expect(told).toBe(true);
    expect(put.map(({ destination }) => destination)).toEqual([
      'notifications',
      'events',
      'all',
      'warning',
      'a',
      'production',
    ]);
    const data = {
      alert: expect.objectContaining({ id: row.id, rule: 'drift' }),
      owner: 'group:default/a',
      environment: 'production',
      link: `https://portal/mlops/alerts?alert=${row.id}`,
    };
    const about = `alert:${row.id}`;
    expect(put[2]).toEqual({ destination: 'all', about, type: 'alert.raised', data });
    expect(put[1]).toEqual({
      destination: 'events',
      about,
      type: 'mlops.alert',
      data: { type: 'raised', ...data },
    });
    expect(put[0]).toEqual({
      destination: 'notifications',
      about,
      type: 'notification',
      data: {
        recipients: { type: 'entity', entityRef: 'group:default/a' },
        payload: {
          title: 'Warning: risk',
          description: 'temp drifted',
          link: `/mlops/alerts?alert=${row.id}`,
          severity: 'high',
          topic: 'alerts',
          scope: row.id,
        },
      },
    });
  });

  it('hear why it is over', async () => {
    await tell([], { state: 'resolved', note: 'Kept again.' }, 'resolved');
    expect(put[0].data).toMatchObject({
      payload: {
        title: 'Resolved: risk',
        description: 'temp drifted – Kept again.',
        severity: 'normal',
        scope: row.id,
      },
    });
  });

  it('of no deployment are all environments', async () => {
    await tell([hook('staging', { environments: ['staging'] })], { deployment: null });
    expect(put.map(({ destination }) => destination)).toContain('staging');
  });

  it.each([[['']], [['drift']]])('is nobody while %j is mute', async rules => {
    muted = rules;
    expect(await tell([hook('all')])).toBe(false);
    expect(put).toEqual([]);
  });

  it('are those of other rules while one is mute', async () => {
    muted = ['errors'];
    expect(await tell()).toBe(true);
    expect(await tell([], { rule: null })).toBe(true);
  });
});
