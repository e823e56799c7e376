import { TestDatabases } from '@backstage/backend-test-utils';
import type { AlertRequest, AlertSeverity } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { createRegistry } from '../__testUtils__/registry';
import { migrationsDirectory } from '../database/openDatabase';
import { AuditLog } from '../governance/AuditLog';
import { DatabaseAuditStore } from '../governance/AuditStore';
import { verifyChain } from '../governance/verifyChain';
import { DeletedPurge } from '../registry/DeletedPurge';
import { AlertService } from './AlertService';
import { DatabaseAlertStore } from './AlertStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const ada = { ref: 'user:default/ada' };
const monitor = { ref: 'external:monitor' };
const slow: AlertRequest = { key: 'latency', severity: 'warning', summary: 'It is slow' };
const noLogger = { info() {}, error() {} } as any;

describe.each(databases.eachSupportedId())('alerts, %s', databaseId => {
  let knex: Knex;
  let registry: ReturnType<typeof createRegistry>;
  let store: DatabaseAlertStore;
  let alerts: AlertService;
  let isMute: boolean;
  let told: string[];

  const register = async (name: string, owner = 'group:default/a') => {
    const words = { name, owner, description: '', problemType: 'other' as const, tags: [] };
    await registry.registration.registerModel(ada, words, undefined);
    return (await registry.registry.findModel(name))!;
  };

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    registry = createRegistry(knex);
    store = new DatabaseAlertStore(knex);
    alerts = new AlertService(
      knex,
      store,
      registry.models,
      { modelOf: async name => ({ 'risk-endpoint': 'risk' })[name] },
      new AuditLog(),
      {
        async tell(_, type, { key, severity }) {
          if (!isMute) {
            told.push(`${type} ${key} ${severity}`);
          }
          return !isMute;
        },
      },
    );
    isMute = false;
    told = [];
    await register('risk');
  });

  const raise = async (request: Partial<AlertRequest> = {}, model = 'risk', actor = monitor) =>
    (await alerts.raise(actor, model, { ...slow, ...request })).alert;
  const rowOf = async (id: string) => (await store.find(id))!;
  const trail = async () => {
    const rows = await knex('audit_events').where('action', 'like', 'alert.%').orderBy('seq');
    return rows.map(({ actor, action, reason, before, after, resource, model }) => ({
      actor,
      action,
      reason,
      resource,
      model,
      before: JSON.parse(before),
      after: JSON.parse(after),
    }));
  };

  it('are raised once for each key, and brought up to date by being raised again', async () => {
    const first = await alerts.raise(monitor, 'risk', { ...slow, deployment: 'risk-endpoint' });
    expect(first).toEqual({
      isNew: true,
      alert: {
        id: expect.any(String),
        model: 'risk',
        key: 'latency',
        severity: 'warning',
        state: 'open',
        summary: 'It is slow',
        description: '',
        deployment: 'risk-endpoint',
        raisedAt: expect.any(String),
        raisedBy: 'external:monitor',
        updatedAt: expect.any(String),
      },
    });
    const graver = { ...slow, severity: 'critical' as const, description: '9 s' };
    const again = await alerts.raise(ada, 'risk', graver);
    expect(again).toMatchObject({
      isNew: false,
      alert: { id: first.alert.id, severity: 'critical', description: '9 s' },
    });
    expect(again.alert).not.toHaveProperty('deployment');
    expect(again.alert.raisedBy).toBe('external:monitor');
    const { id } = first.alert;
    const words = { severity: 'warning', summary: 'It is slow', description: '', version: null };
    const before = { key: 'latency', state: 'open', ...words, deployment: 'risk-endpoint' };
    expect(await trail()).toEqual([
      {
        actor: 'external:monitor',
        action: 'alert.raise',
        reason: null,
        resource: id,
        model: 'risk',
        before: null,
        after: before,
      },
      {
        actor: 'user:default/ada',
        action: 'alert.raise',
        reason: null,
        resource: id,
        model: 'risk',
        before,
        after: { ...before, severity: 'critical', description: '9 s', deployment: null },
      },
    ]);
  });

  it('leave nothing behind when a monitor says the same again', async () => {
    const first = await raise();
    expect(await raise()).toEqual(first);
    expect(await trail()).toHaveLength(1);
  });

  it('of one key raised by many at once are one, and the chain stays whole', async () => {
    const raised = await Promise.all(
      Array.from({ length: 16 }, (_, i) =>
        alerts.raise(monitor, 'risk', { ...slow, summary: `Number ${i}` }),
      ),
    );
    expect(new Set(raised.map(({ alert }) => alert.id)).size).toBe(1);
    expect(raised.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await knex('alerts').pluck('id')).toHaveLength(1);
    expect(await new DatabaseAuditStore(knex).readAll(verifyChain)).toMatchObject({ intact: true });
  });

  it('can not be doubled even past the service', async () => {
    const { id } = await raise();
    const { model_id, key } = await rowOf(id);
    const double = { ...slow, model_id, key, description: '', deployment: null, version: null };
    await expect(
      knex.transaction(tx => store.insert(tx, { ...double, raised_by: 'x' })),
    ).rejects.toThrow(/unique/i);
    await alerts.resolve(ada, await rowOf(id), 'over');
    await knex.transaction(tx => store.insert(tx, { ...double, raised_by: 'x' }));
  });

  it('are acknowledged, resolved, and then a new one of the key may be raised', async () => {
    const { id } = await raise();
    expect(await alerts.acknowledge(ada, await rowOf(id), 'looking')).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: 'user:default/ada',
      acknowledgedAt: expect.any(String),
      note: 'looking',
    });
    await expect(alerts.acknowledge(ada, await rowOf(id), 'me too')).rejects.toMatchObject({
      name: 'ConflictError',
      message: 'The alert was acknowledged by user:default/ada',
    });
    expect(await alerts.resolve(monitor, await rowOf(id), 'fast again')).toMatchObject({
      state: 'resolved',
      resolvedBy: 'external:monitor',
      note: 'fast again',
      acknowledgedBy: 'user:default/ada',
    });
    for (const change of ['acknowledge', 'resolve'] as const) {
      await expect(alerts[change](ada, await rowOf(id), 'late')).rejects.toMatchObject({
        name: 'ConflictError',
        message: 'The alert was resolved by external:monitor',
      });
    }
    const { id: next } = await raise();
    expect(next).not.toBe(id);
    expect(
      (await trail()).map(({ action, reason, after }) => [action, reason, after.state]),
    ).toEqual([
      ['alert.raise', null, 'open'],
      ['alert.acknowledge', 'looking', 'acknowledged'],
      ['alert.resolve', 'fast again', 'resolved'],
      ['alert.raise', null, 'open'],
    ]);
  });

  it.each<[AlertSeverity, AlertSeverity, string]>([
    ['info', 'warning', 'open'],
    ['warning', 'critical', 'open'],
    ['warning', 'warning', 'acknowledged'],
    ['critical', 'warning', 'acknowledged'],
  ])('that somebody is at and that go from %s to %s are %s', async (from, to, state) => {
    const { id } = await raise({ severity: from });
    await alerts.acknowledge(ada, await rowOf(id), 'looking');
    const alert = await raise({ severity: to, summary: 'Still slow' });
    expect(alert).toMatchObject({ id, severity: to, state });
    expect('acknowledgedBy' in alert).toBe(state === 'acknowledged');
    expect((await trail()).pop()).toMatchObject({
      before: { state: 'acknowledged', severity: from },
      after: { state, severity: to },
    });
  });

  it('are told when they are raised, when they become graver and when they are over', async () => {
    const { id } = await raise({ severity: 'info' });
    await raise({ severity: 'warning', summary: 'Slower' });
    await raise({ severity: 'info', summary: 'Less slow' });
    await raise({ severity: 'warning', summary: 'Slow again' });
    await alerts.acknowledge(ada, await rowOf(id), 'looking');
    await alerts.resolve(ada, await rowOf(id), 'over');
    expect(told).toEqual([
      'raised latency info',
      'escalated latency warning',
      'resolved latency warning',
    ]);
  });

  it('are told to nobody while that is mute, and what is open still when it isn’t any more', async () => {
    isMute = true;
    const over = await raise({ key: 'a' });
    await raise({ key: 'b' });
    await alerts.resolve(ada, await rowOf(over.id), 'over');
    await alerts.tellUntold();
    expect(told).toEqual([]);
    isMute = false;
    await alerts.tellUntold();
    await alerts.tellUntold();
    expect(told).toEqual(['raised b warning']);
  });

  it('that somebody raised are resolved by nobody else’s rule', async () => {
    const { id } = await raise();
    const byRule = (reason: string, actor = ada) =>
      knex.transaction(tx => alerts.resolveOwnIn(tx, actor, { id, model: 'risk' }, reason));
    await byRule('not mine');
    expect(await rowOf(id)).toMatchObject({ state: 'open' });
    await byRule('over', monitor);
    expect(await rowOf(id)).toMatchObject({ state: 'resolved', note: 'over' });
    await byRule('twice', monitor);
    expect(await rowOf(id)).toMatchObject({ note: 'over' });
  });

  it('are of a model, a version and a deployment that there are', async () => {
    const wrong: Array<[string, Partial<AlertRequest>, string]> = [
      ['none', {}, 'There is no model none'],
      ['risk', { version: 7 }, 'The model risk has no version 7'],
      ['risk', { deployment: 'none' }, 'The model risk has no deployment none'],
      ['other', { deployment: 'risk-endpoint' }, 'The model other has no deployment risk-endpoint'],
    ];
    await register('other');
    for (const [model, request, message] of wrong) {
      await expect(raise(request, model)).rejects.toMatchObject({ name: 'NotFoundError', message });
    }
    expect(await knex('alerts')).toEqual([]);
    expect(await trail()).toEqual([]);
  });

  it('tell the highest severity that is not resolved', async () => {
    const { id: modelId } = (await registry.registry.findModel('risk'))!;
    const highest = () => knex.transaction(tx => store.highestOpen(tx, modelId));
    expect(await highest()).toBeUndefined();
    await raise({ key: 'a', severity: 'info' });
    const { id } = await raise({ key: 'b', severity: 'critical' });
    await raise({ key: 'c', severity: 'warning' });
    await alerts.acknowledge(ada, await rowOf(id), 'looking');
    expect(await highest()).toBe('critical');
    await alerts.resolve(ada, await rowOf(id), 'over');
    expect(await highest()).toBe('warning');
  });

  it('are listed newest first, page by page, of readable models only', async () => {
    await register('secret', 'group:default/b');
    for (let i = 0; i < 7; i++) {
      await raise({ key: `k-${i}`, severity: (['info', 'critical'] as const)[i % 2] });
      await raise({ key: `k-${i}` }, 'secret');
    }
    // All at one time: the order has to hold nevertheless.
    await knex('alerts').update({ raised_at: new Date(1_800_000_000_000) });
    const readable = { column: 'owner' as const, values: ['group:default/a'] };
    const seen: string[] = [];
    for (let after: any; ;) {
      const page = await alerts.list({}, readable, { limit: 3, after });
      expect(page.totalItems).toBe(7);
      seen.push(...page.items.map(({ key }) => key));
      expect(page.items.every(({ model }) => model === 'risk')).toBe(true);
      if (!page.more) {
        break;
      }
      const last = page.items[page.items.length - 1];
      after = [Date.parse(last.raisedAt), last.id];
    }
    expect([...seen].sort()).toEqual(Array.from({ length: 7 }, (_, i) => `k-${i}`));
    const all = await alerts.list({}, 'all', { limit: 100 });
    expect(all.totalItems).toBe(14);
    expect(await alerts.list({ model: 'secret' }, readable, { limit: 5 })).toMatchObject({
      items: [],
      totalItems: 0,
    });
    const grave = { severities: ['critical' as const], states: ['open' as const] };
    expect((await alerts.list(grave, 'all', { limit: 9 })).totalItems).toBe(3);
    expect((await alerts.list({ states: ['resolved'] }, 'all', { limit: 9 })).totalItems).toBe(0);
  });

  it('are hidden while their model is deleted, and go with it', async () => {
    const { id } = await raise();
    const row = await rowOf(id);
    await registry.editor.deleteModel(ada, 'risk', 'unused');
    expect(await store.find(id)).toBeUndefined();
    expect((await alerts.list({}, 'all', { limit: 5 })).totalItems).toBe(0);
    await expect(alerts.resolve(ada, row, 'over')).rejects.toThrow('There is no model risk');
    const purge = new DeletedPurge(
      knex,
      registry.stores,
      registry.index,
      new AuditLog(),
      [],
      noLogger,
      0,
    );
    await purge.run(new Date(Date.now() + 1_000));
    expect(await knex('alerts')).toEqual([]);
  });
});
