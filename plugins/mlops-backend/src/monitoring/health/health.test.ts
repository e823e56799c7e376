import { mockCredentials, mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { LatencySketch } from '@mlops-backstage/model-profile';
import type { Deployment, DeploymentHealth } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { MonitoringService } from '../MonitoringService';
import { DatabaseWindowStore } from '../WindowStore';
import type { Window } from '../Window';
import { DaySums } from './DaySums';
import { HealthService, positionOfHealth } from './HealthService';
import { DatabaseTrafficDayStore } from './TrafficDayStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const DAY = 24 * 3_600_000;
const today = Math.floor(Date.now() / DAY) * DAY;
const caller = mockCredentials.user();

const windowOf = (windowStart: number, change: Partial<Window> = {}): Window => ({
  deployment: 'a',
  version: 1,
  role: 'champion',
  windowStart,
  requests: 2,
  rows: 10,
  errors: 1,
  failures: 0,
  shadowDropped: 0,
  latency: new LatencySketch().toBytes(),
  ...change,
});

const deploymentOf = (name: string, status: Deployment['status'] = 'online') =>
  ({
    name,
    model: 'risk',
    environment: 'production',
    target: 'embedded',
    version: 1,
    status,
    createdAt: new Date().toISOString(),
  }) as Deployment;

describe.each(databases.eachSupportedId())('the health of deployments, %s', databaseId => {
  let knex: Knex;
  let windows: DatabaseWindowStore;
  let days: DatabaseTrafficDayStore;
  let sums: DaySums;
  let queries: number;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    windows = new DatabaseWindowStore(knex);
    days = new DatabaseTrafficDayStore(knex);
    const monitoring = new MonitoringService(
      windows,
      { versionOf: async () => undefined },
      { threshold: 0.3, alpha: 0.01, settlingMs: 0 },
      { listGaps: async () => [] },
    );
    sums = new DaySums(days, monitoring, mockServices.logger.mock());
    knex.on('query', () => queries++);
  });

  beforeEach(async () => {
    await knex('windows').delete();
    await knex('traffic_days').delete();
  });

  const healthOf = (deployments: Deployment[], critical: Record<string, number> = {}) =>
    new HealthService(
      { list: async () => ({ items: deployments, more: false }) },
      days,
      async () =>
        new Map(Object.entries(critical).map(([name, count]) => [name, { critical: count }])),
      async () => {
        const rows: any[] = await knex('windows')
          .groupBy('deployment')
          .select('deployment')
          .max({ last: 'updated_at' });
        return new Map(rows.map(row => [row.deployment, Number(row.last)]));
      },
      target => target === 'external',
    );

  it('sums up each day that something came in of, again when more does', async () => {
    await windows.add([
      windowOf(today - DAY),
      windowOf(today - DAY + 3_600_000, { version: 2, role: 'canary' }),
      windowOf(today - 3 * DAY, { role: 'challenger' }),
      windowOf(today),
    ]);
    await sums.run();
    const summed = async () =>
      (await days.newest(['a'], 30)).map(({ day, version, rows }) => [
        (day - today) / DAY,
        version,
        rows,
      ]);
    expect(await summed()).toEqual([
      [-1, 1, 10],
      [-1, 2, 10],
      [0, 1, 10],
    ]);
    await windows.add([windowOf(today - DAY + 7_200_000)]);
    await Promise.all([sums.run(), sums.run()]);
    expect(await summed()).toEqual([
      [-1, 1, 20],
      [-1, 2, 10],
      [0, 1, 10],
    ]);
    await knex.transaction(tx => days.remove(tx, ['a']));
    expect(await summed()).toEqual([]);
  });

  it('sums up nothing twice of which nothing came in lately', async () => {
    const summedUp: number[] = [];
    const once = new DaySums(
      days,
      {
        daySum: async (_, { from }) => {
          summedUp.push((from! - today) / DAY);
          return [];
        },
      },
      mockServices.logger.mock(),
    );
    await windows.add([windowOf(today - DAY), windowOf(today - 2 * DAY)]);
    await knex('windows').update({ updated_at: Date.now() - 20 * 60_000 });
    await once.run();
    expect(summedUp.splice(0).sort()).toEqual([-1, -2]);
    await once.run();
    expect(summedUp).toEqual([]);
    await windows.add([windowOf(today - 2 * DAY)]);
    await once.run();
    expect(summedUp).toEqual([-2]);
  });

  it('tells today from the windows, and the last days with traffic from their sums', async () => {
    await windows.add([windowOf(today - 400 * DAY), windowOf(today - DAY), windowOf(today)]);
    await sums.run();
    await windows.add([windowOf(today)]);
    const [one] = (await healthOf([deploymentOf('a')]).list(caller, {}, { limit: 10 })).items;
    expect(one).toMatchObject({
      health: 'fine',
      today: { requests: 4, rows: 20, errors: 2 },
      openAlerts: { critical: 0, warning: 0, info: 0 },
      lastTrafficAt: expect.any(String),
    });
    expect(one.days.map(({ day, rows }) => [(Date.parse(day) - today) / DAY, rows])).toEqual([
      [-400, 10],
      [-1, 10],
      [0, 10],
    ]);
  });

  it('lists the worst first, by pages, and counts all', async () => {
    const deployments = ['d', 'c', 'b', 'a'].map(name => deploymentOf(name));
    deployments.push(deploymentOf('e', 'failed'));
    const health = healthOf(deployments, { c: 1, b: 2 });
    const names = (page: { items: DeploymentHealth[] }) =>
      page.items.map(({ deployment }) => deployment.name);
    const first = await health.list(caller, {}, { limit: 2 });
    expect(first).toMatchObject({
      totalItems: 5,
      more: true,
      counts: { offline: 1, alerting: 2, drifting: 0, silent: 0, fine: 2 },
    });
    expect(names(first)).toEqual(['e', 'b']);
    const after = positionOfHealth(first.items[1]);
    const second = await health.list(caller, {}, { limit: 3, after });
    expect([names(second), second.more]).toEqual([['c', 'a', 'd'], false]);
    const fine = await health.list(caller, { health: 'fine' }, { limit: 9 });
    expect([names(fine), fine.totalItems, fine.counts.alerting]).toEqual([['a', 'd'], 2, 2]);
  });

  it('asks as much for one as for a hundred', async () => {
    const counted = async (count: number) => {
      const names = Array.from({ length: count }, (_, i) => `n${i}`);
      queries = 0;
      await healthOf(names.map(name => deploymentOf(name))).list(caller, {}, { limit: 100 });
      return queries;
    };
    expect(await counted(1)).toBe(3);
    expect(await counted(100)).toBe(3);
    expect(await counted(0)).toBe(0);
  });
});
