import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import type { NewMessage } from '../../webhooks/Outbox';
import type { AlertRow } from '../AlertStore';
import type { AlertWebhook } from '../readAlertsConfig';
import { AlertAnnouncer } from './AlertAnnouncer';
import { AlertNotifier } from './AlertNotifier';

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
  const events = mockServices.events.mock();
  const send = jest.fn();

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
  });

  beforeEach(() => {
    jest.resetAllMocks();
    events.publish.mockResolvedValue(undefined);
    send.mockResolvedValue(undefined);
    muted = [];
    put = [];
  });

  const announcer = (webhooks: AlertWebhook[] = []) => {
    const logger = mockServices.logger.mock();
    return new AlertAnnouncer(webhooks, 'https://portal', {
      mutes: { listOfModel: async () => muted.map(rule => ({ rule })) } as any,
      webhooks: {
        async put(_, messages) {
          put.push(...messages);
        },
      },
      environmentOf: async (_, __, deployment) =>
        deployment === 'endpoint' ? 'production' : undefined,
      notifier: new AlertNotifier({ send }, logger),
      events,
      logger,
    });
  };
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
    expect(put.map(({ endpoint }) => endpoint)).toEqual(['all', 'warning', 'a', 'production']);
    const data = {
      alert: expect.objectContaining({ id: row.id, rule: 'drift' }),
      owner: 'group:default/a',
      environment: 'production',
      link: `https://portal/mlops/alerts?alert=${row.id}`,
    };
    expect(put[0]).toEqual({ endpoint: 'all', type: 'alert.raised', data });
    expect(events.publish).toHaveBeenCalledWith({
      topic: 'mlops.alert',
      eventPayload: { type: 'raised', ...data },
    });
    expect(send).toHaveBeenCalledWith({
      recipients: { type: 'entity', entityRef: 'group:default/a' },
      payload: {
        title: 'Warning: risk',
        description: 'temp drifted',
        link: `/mlops/alerts?alert=${row.id}`,
        severity: 'high',
        topic: 'alerts',
        scope: row.id,
      },
    });
  });

  it('hear why it is over', async () => {
    await tell([], { state: 'resolved', note: 'Kept again.' }, 'resolved');
    expect(send.mock.calls[0][0].payload).toMatchObject({
      title: 'Resolved: risk',
      description: 'temp drifted – Kept again.',
      severity: 'normal',
    });
  });

  it('of no deployment are all environments', async () => {
    await tell([hook('staging', { environments: ['staging'] })], { deployment: null });
    expect(put).toHaveLength(1);
  });

  it.each([[['']], [['drift']]])('is nobody while %j is mute', async rules => {
    muted = rules;
    expect(await tell([hook('all')])).toBe(false);
    expect([put, send.mock.calls, events.publish.mock.calls]).toEqual([[], [], []]);
  });

  it('are those of other rules while one is mute', async () => {
    muted = ['errors'];
    expect(await tell()).toBe(true);
    expect(await tell([], { rule: null })).toBe(true);
  });

  it('is nobody when the change is rolled back', async () => {
    await expect(
      knex.transaction(async tx => {
        await announcer().tell(tx, 'raised', row, model);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect([send.mock.calls, events.publish.mock.calls]).toEqual([[], []]);
  });
});
