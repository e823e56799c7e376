import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { LatencySketch } from '@mlops-backstage/model-profile';
import type { BakeLimits, Stage } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { AlertService } from '../../alerts/AlertService';
import { DatabaseAlertStore } from '../../alerts/AlertStore';
import { migrationsDirectory } from '../../database/openDatabase';
import { AuditLog } from '../../governance/AuditLog';
import { DatabaseWindowStore } from '../../monitoring/WindowStore';
import { createRegistryStores } from '../../registry/createRegistry';
import { RegistryLookup } from '../../registry/RegistryLookup';
import { ada, environments, startDeployments } from '../__testUtils__/deployments';
import { DeploymentLookup } from '../DeploymentLookup';
import { DatabaseDeploymentStore } from '../DeploymentStore';
import { BakeWatcher } from './BakeWatcher';
import type { AnsweringRole } from './BakeStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const HOUR_MS = 3_600_000;
const limits: BakeLimits = { durationSeconds: 900, minRequests: 50, maxErrorRate: 0.05 };
const why = { reason: 'better' };

describe.each(databases.eachSupportedId())('the bake time, %s', databaseId => {
  let knex: Knex;
  let windows: DatabaseWindowStore;
  let started: Awaited<ReturnType<typeof startDeployments>>;
  let watcher: BakeWatcher;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    windows = new DatabaseWindowStore(knex);
  });

  /** Deployments in environments that have these limits, watched by hand. */
  async function start(given: BakeLimits = limits, stages: Stage[] = ['None', 'None', 'None']) {
    await knex('windows').delete();
    started = await startDeployments(knex, stages, {
      environments: environments.map(one => ({ ...one, bakeLimits: given })),
    });
    const alerts = new AlertService(
      knex,
      new DatabaseAlertStore(knex),
      new RegistryLookup(createRegistryStores(knex)),
      new DeploymentLookup(new DatabaseDeploymentStore(knex)),
      new AuditLog(),
      { tell: async () => false },
    );
    watcher = new BakeWatcher(
      started.bakeStore,
      windows,
      started.automaticRollback,
      { alerts, settleMs: 1_000 },
      mockServices.logger.mock(),
    );
  }

  /** Adds to what a version answered just now. */
  async function answer(
    version: number,
    {
      role = 'champion',
      requests = 100,
      failures = 0,
      refused = 0,
      ms = 5,
      at = Date.now(),
    }: Partial<Record<'requests' | 'failures' | 'refused' | 'ms' | 'at', number>> & {
      role?: AnsweringRole;
    } = {},
  ) {
    const latency = new LatencySketch();
    for (let request = 0; request < requests; request++) {
      latency.add(ms);
    }
    const window = {
      deployment: 'risk',
      version,
      role,
      windowStart: Math.floor(at / HOUR_MS) * HOUR_MS,
      requests,
      rows: requests - failures - refused,
      errors: failures + refused,
      failures,
      shadowDropped: 0,
      latency: latency.toBytes(),
    };
    await windows.add([window]);
  }

  const deploy = async (version: number) =>
    started.deployments.deploy(ada, await started.row(), version, why);
  const canary = async (version: number, weight = 10) =>
    started.deployments.setCanary(ada, await started.row(), { version, weight }, why);
  const shown = async () => (await started.reader.get(await started.row())).bakes;
  const later = (seconds: number) => new Date(Date.now() + seconds * 1_000);
  const alerts = () => knex('alerts').where({ model_id: started.model.id });
  /** A deployment whose version 1 stood its bake time. */
  async function settled(given?: BakeLimits, stages?: Stage[]) {
    await start(given, stages);
    await started.create();
    await watcher.run(later(901));
  }

  it('lets a version pass that keeps to its limits until its time is over', async () => {
    await settled();
    await deploy(2);
    const [bake] = await shown();
    expect(bake).toMatchObject({
      revision: 2,
      version: 2,
      role: 'champion',
      state: 'baking',
      limits,
      requests: 0,
    });
    expect(Date.parse(bake.endsAt) - Date.parse(bake.startedAt)).toBe(900_000);
    await answer(2, { requests: 200, failures: 4, refused: 100 });
    await watcher.run();
    expect(await shown()).toMatchObject([{ state: 'baking', requests: 200, failures: 4 }]);
    await watcher.run(later(900));
    expect(await shown()).toMatchObject([{ state: 'baking' }]);
    await answer(2, { requests: 100 });
    await watcher.run(later(902));
    const [passed] = await shown();
    expect(passed).toMatchObject({ state: 'passed', requests: 300, failures: 4 });
    expect(passed.latencyP99Ms).toBeCloseTo(5, 1);
    expect(passed).not.toHaveProperty('message');
    expect(await started.row()).toMatchObject({ revision: 2, version: 2 });
    expect(await alerts()).toEqual([]);
  });

  it('rolls back a version that fails too often, once, and says why to the trail and to the owners', async () => {
    await settled();
    await deploy(2);
    await answer(2, { requests: 500, failures: 62 });
    await Promise.all([watcher.run(), watcher.run()]);
    await watcher.run();
    expect(await started.row()).toMatchObject({ revision: 3, version: 1 });
    const [revision] = await started.revisions();
    const reason =
      'Version 2 as the champion broke its limits during its bake time: 12.4 % of 500 requests failed with 5xx (62; at least';
    expect(revision).toMatchObject({
      action: 'rollback',
      rolledBackTo: 1,
      createdBy: 'plugin:mlops/bake',
    });
    expect(revision.reason.startsWith(reason)).toBe(true);
    expect(revision.reason).toMatch(/at least \d\.\d+ % beyond doubt\), and at most 5 % may$/);
    expect((await started.audit()).slice(-1)).toMatchObject([
      {
        action: 'deployment.rollback',
        before: { revision: 2, version: 2 },
        after: { revision: 3, version: 1, rolledBackTo: 1 },
      },
    ]);
    expect(await knex('audit_events').orderBy('seq', 'desc').limit(2)).toMatchObject([
      { action: 'alert.raise', actor: 'plugin:mlops/bake' },
      { action: 'deployment.rollback', actor: 'plugin:mlops/bake', reason: revision.reason },
    ]);
    expect(await alerts()).toMatchObject([
      {
        key: 'bake:risk:2',
        severity: 'warning',
        deployment: 'risk',
        version: 2,
        summary:
          'risk: version 2 as the champion broke its limits during its bake time and was rolled back to revision 1',
        description: revision.reason,
      },
    ]);
    // What came back isn't watched, so nothing flaps.
    expect(await shown()).toMatchObject([
      { revision: 2, state: 'rolled-back', rolledBackTo: 1, requests: 500, failures: 62 },
    ]);
    await answer(1, { requests: 500, failures: 500 });
    await watcher.run();
    expect(await started.row()).toMatchObject({ revision: 3 });
  });

  it('waits for requests, and blames no version for what clients do wrong', async () => {
    await settled();
    await deploy(2);
    await answer(2, { requests: 3, failures: 1 });
    await answer(2, { requests: 46, failures: 46 });
    await watcher.run();
    expect(await shown()).toMatchObject([{ state: 'baking' }]);
    await settled();
    await deploy(2);
    await answer(2, { requests: 1_000, refused: 1_000 });
    await watcher.run();
    expect(await shown()).toMatchObject([{ state: 'baking', failures: 0 }]);
  });

  it('says so where too few requests came to tell', async () => {
    await settled();
    expect(await shown()).toMatchObject([
      {
        state: 'passed',
        message: 'It answered 0 requests, fewer than the 50 that it is judged by',
      },
    ]);
  });

  it('counts nothing that the version answered before', async () => {
    await settled();
    await deploy(2);
    await answer(2, { requests: 500, failures: 500, ms: 900 });
    await deploy(1);
    await deploy(2);
    await answer(2, { requests: 100 });
    await watcher.run(later(902));
    const [bake] = await shown();
    expect(bake).toMatchObject({ revision: 4, state: 'passed', requests: 100, failures: 0 });
    expect(bake.latencyP99Ms).toBeCloseTo(5, 1);
  });

  it('rolls back a version that is too slow, by milliseconds or beside the champion before', async () => {
    const slow = { ...limits, maxLatencyP99Ms: 250, maxLatencyRatio: 2 };
    await settled(slow);
    await deploy(2);
    expect(await shown()).toMatchObject([{ latencyLimitMs: 250 }]);
    await answer(2, { requests: 100, ms: 10 });
    await answer(2, { requests: 10, ms: 800 });
    await watcher.run();
    const [revision] = await started.revisions();
    // To 1 %: as exact as the sketch is.
    expect(revision.reason).toMatch(
      /p99 was (79|80)\d ms over 110 requests, and at most 250 ms is allowed: 9\.09 % took longer \(10; at least/,
    );

    await settled(slow);
    await answer(1, { requests: 200, ms: 10, at: Date.now() - 5 * HOUR_MS });
    await answer(1, { requests: 200, ms: 500, at: Date.now() - 30 * HOUR_MS });
    await deploy(2);
    const [{ latencyLimitMs }] = await shown();
    expect(latencyLimitMs).toBeGreaterThan(19.5);
    expect(latencyLimitMs).toBeLessThan(20.5);
    await answer(2, { requests: 100, ms: 30 });
    await watcher.run();
    expect(await started.row()).toMatchObject({ revision: 3, version: 1 });
  });

  it('takes a canary away that fails, and watches it anew when it becomes champion', async () => {
    await settled();
    await canary(2);
    await answer(2, { role: 'canary', requests: 200, failures: 100 });
    await watcher.run();
    expect(await started.row()).toMatchObject({ revision: 3, version: 1, canary: null });

    await settled();
    await canary(2);
    await canary(2, 50);
    await answer(2, { role: 'canary' });
    expect(await shown()).toMatchObject([{ revision: 2, role: 'canary', state: 'baking' }]);
    await watcher.run(later(902));
    await deploy(2);
    expect(await shown()).toMatchObject([{ revision: 4, role: 'champion', state: 'baking' }]);
    await answer(2, { requests: 200, failures: 100 });
    await watcher.run();
    // Not to where it answers as canary.
    expect(await started.revisions()).toMatchObject([
      { revision: 5, rolledBackTo: 1, version: 1 },
      {},
      {},
      {},
      {},
    ]);
  });

  it('leaves alone what somebody changed meanwhile', async () => {
    await settled();
    await deploy(2);
    await deploy(3);
    await answer(2, { requests: 500, failures: 500 });
    await watcher.run();
    expect(await started.row()).toMatchObject({ revision: 3, version: 3 });
    expect(await knex('deployment_bakes').where({ revision: 2 }).first()).toMatchObject({
      state: 'superseded',
    });
    // Taken back by hand while the watcher has made up its mind.
    const [bake] = await started.bakeStore.listUnderWay();
    await deploy(1);
    await started.automaticRollback.run(bake, bake, 'too late');
    expect(await started.row()).toMatchObject({ revision: 4, version: 1 });
  });

  it('never goes back to a version that failed here and hasn’t passed since', async () => {
    await settled();
    await deploy(2);
    await answer(2, { requests: 500, failures: 500 });
    await watcher.run();
    await deploy(2);
    await deploy(3);
    await answer(3, { requests: 500, failures: 500 });
    await watcher.run();
    expect(await started.revisions()).toMatchObject([
      { revision: 6, version: 1, rolledBackTo: 3 },
      {},
      {},
      {},
      {},
      {},
    ]);
  });

  it('goes on and warns where there is no way back', async () => {
    await start();
    await started.create();
    await answer(1, { requests: 500, failures: 500 });
    await watcher.run();
    await watcher.run();
    expect(await started.row()).toMatchObject({ revision: 1, version: 1 });
    const [bake] = await shown();
    expect(bake).toMatchObject({ state: 'breached' });
    expect(bake.message).toMatch(
      /There is no way back: no earlier revision served another version/,
    );
    expect(await alerts()).toMatchObject([
      { severity: 'critical', description: bake.message, state: 'open' },
    ]);
  });

  it('keeps to the rules of the environment on the way back', async () => {
    await start(limits, ['Production', 'Production', 'Staging']);
    await started.create({ environment: 'production', follow: 'Production' });
    await watcher.run(later(902));
    await deploy(2);
    await watcher.run(later(902));
    // Promoted, while the champion before leaves its stage.
    await started.transition(3, 'Production');
    await started.setStage(2, 'Archived');
    expect(await shown()).toMatchObject([{ revision: 3, version: 3, state: 'baking' }]);
    await answer(3, { requests: 500, failures: 500 });
    await watcher.run();
    expect(await started.row()).toMatchObject({ revision: 4, version: 1, follow: 'Production' });

    await started.setStage(1, 'Archived');
    await deploy(3);
    await answer(3, { requests: 500, failures: 500 });
    await watcher.run();
    const [bake] = await shown();
    expect(bake).toMatchObject({ state: 'breached' });
    expect(bake.message).toMatch(
      /There is no way back: revision 1 can't be served again: Version 1 is in Archived/,
    );
  });

  it('takes the limits of the deployment before those of its environment, as they were at the start', async () => {
    await settled();
    const configure = async (bakeLimits: BakeLimits | null) =>
      started.deployments.configure(ada, await started.row(), { bakeLimits }, why);
    const own = { durationSeconds: 60, minRequests: 10, maxErrorRate: 0.5 };
    expect(await configure(own)).toMatchObject({ bakeLimits: own, revision: 2 });
    expect(await configure(own)).toMatchObject({ revision: 2 });
    expect((await started.revisions())[0]).toMatchObject({
      action: 'configure',
      changes: [{ field: 'bakeLimits', before: null, after: '60 s from 10 requests: 50 % failed' }],
    });
    await deploy(2);
    await configure({ durationSeconds: 0, minRequests: 1 });
    expect(await shown()).toMatchObject([{ revision: 3, limits: own, state: 'baking' }]);
    await answer(2, { requests: 100, failures: 90 });
    await watcher.run();
    // Who answers goes back, the settings stay.
    expect(await started.row()).toMatchObject({
      revision: 5,
      version: 1,
      bakeLimits: { durationSeconds: 0, minRequests: 1 },
    });
    await deploy(3);
    expect(await started.bakeStore.listUnderWay()).toEqual([]);
    await configure(null);
    await deploy(2);
    expect(await shown()).toMatchObject([{ version: 2, limits, state: 'baking' }]);
  });

  it('tells owners even if it couldn’t at first, and goes with its deployment', async () => {
    await settled();
    await deploy(2);
    await answer(2, { requests: 500, failures: 500 });
    const silent = new BakeWatcher(
      started.bakeStore,
      windows,
      started.automaticRollback,
      {
        alerts: {
          raise: async () => {
            throw new Error('The database is away');
          },
        },
        settleMs: 0,
      },
      mockServices.logger.mock(),
    );
    await silent.run();
    expect(await started.row()).toMatchObject({ version: 1 });
    expect(await alerts()).toEqual([]);
    await watcher.run();
    expect(await alerts()).toHaveLength(1);
    await knex.transaction(tx => started.deployments.forgetModel(tx, started.model.id));
    expect(await knex('deployment_bakes')).toEqual([]);
    await watcher.run();
  });
});
