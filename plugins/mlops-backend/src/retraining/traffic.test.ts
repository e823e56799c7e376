import { TestDatabases } from '@backstage/backend-test-utils';
import type { DriftPoint } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { RememberingExecutor } from './__testUtils__/RememberingExecutor';
import { ada, startRetraining, withModel } from './__testUtils__/startRetraining';
import { DryRunService } from './DryRunService';
import type { MeasuredInterval, TriggerTraffic } from './triggers/examine';
import { TrafficTriggers } from './triggers/TrafficTriggers';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const DAY = 86_400_000;
const FIRST = Date.parse('2013-04-01T00:00:00Z');

describe.each(databases.eachSupportedId())('policies that look at traffic, %s', databaseId => {
  let knex: Knex;
  /** Rows of each day; negative where the day drifted. */
  let days: number[];
  let measured: MeasuredInterval[];
  let now: Date;

  const traffic: TriggerTraffic = {
    drift: async (_, after = -Infinity) =>
      days
        .map((rows, day) => ({
          start: FIRST + day * DAY,
          end: FIRST + (day + 1) * DAY,
          version: 1,
          drift: {
            rows: Math.abs(rows),
            columns: [{ name: 'temp', psiCorrected: rows < 0 ? 0.8 : 0, pValue: rows < 0 ? 0 : 1 }],
          } as unknown as DriftPoint,
        }))
        .filter(({ start }) => start >= after),
    performance: async (_, _metric, after = -Infinity) =>
      measured.filter(({ start }) => start >= after),
  };

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await withModel(knex);
    await knex('deployments').insert({
      id: '00000000-0000-4000-8000-0000000000d1',
      name: 'risk-eu',
      model_id: (await knex('models').first()).id,
      environment: 'development',
      target: 'embedded',
      revision: 1,
      version: 1,
      challengers: '[]',
      allow_event_time: false,
      created_at: new Date(),
      updated_at: new Date(),
    });
    days = [];
    measured = [];
    now = new Date('2026-03-01T00:00:00Z');
  });

  const start = () =>
    startRetraining(knex, {
      executor: new RememberingExecutor(),
      traffic,
      deployments: {
        find: async name => ({
          id: '00000000-0000-4000-8000-0000000000d1',
          name,
          model: 'risk',
          environment: 'development',
          version: 1,
        }),
      },
      extent: async () =>
        days.length === 0 ? undefined : { last: FIRST + (days.length - 1) * DAY },
    });

  const create = (
    { policyService }: ReturnType<typeof start>,
    trigger: object,
    cooldownSeconds = 0,
  ) =>
    policyService.create(
      ada,
      'risk',
      {
        name: 'watching',
        deployment: 'risk-eu',
        trigger: trigger as any,
        executor: 'remembering',
        outcome: { kind: 'register' },
        cooldownSeconds,
        reason: 'it drifts',
      },
      now,
    );
  const runs = () => knex('retraining_runs').orderBy('due_at');
  const finish = () => knex('retraining_runs').update({ state: 'succeeded' });
  const drift = { kind: 'drift', rows: 100 };

  it('fire once, on two instances, when the rows in a row are enough', async () => {
    const [one, two] = [start(), start()];
    await create(one, drift);
    const look = () => Promise.all([one.dueRuns.run(now), two.dueRuns.run(now)]);
    for (const rows of [-60, 20, -60]) {
      days.push(rows);
      await look();
    }
    expect(await runs()).toEqual([]);
    days.push(-50);
    await look();
    await look();
    expect(await runs()).toMatchObject([
      {
        cause: 'drift',
        reason:
          'temp drifted: 110 rows were scored from 2013-04-03 00:00 to 2013-04-05 00:00 UTC while corrected PSI was above 0.3',
        requested_by: 'plugin:mlops/retraining',
      },
    ]);
    await finish();
    days.push(-60);
    await look();
    expect(await runs()).toHaveLength(1);
    days.push(-60);
    await look();
    expect(await runs()).toHaveLength(2);
  });

  it('leave what was there before them to the dry run, which tells the same', async () => {
    days = [-60, -60, 20, -60, -60, -60];
    const one = start();
    await create(one, drift);
    await one.dueRuns.run(now);
    expect(await runs()).toEqual([]);
    const dryRun = await new DryRunService(new TrafficTriggers(traffic, 0.01)).run(
      { deployment: 'risk-eu', trigger: { kind: 'drift', rows: 100 } },
      now,
    );
    expect(dryRun.firings.map(({ at }) => at)).toEqual([
      '2013-04-03T00:00:00.000Z',
      '2013-04-06T00:00:00.000Z',
    ]);
    expect(dryRun.intervals.map(({ counted }) => counted)).toEqual([60, 120, 0, 60, 120, 60]);
    expect(dryRun).toMatchObject({ needed: 100, from: '2013-04-01T00:00:00.000Z' });
  });

  it('start one training of a whole replay, and none within the cool-down', async () => {
    const one = start();
    await create(one, drift, 3_600);
    days = [-60, -60, -60, -60, -60, -60];
    await one.dueRuns.run(now);
    expect(await runs()).toMatchObject([{ due_at: expect.anything() }]);
    expect(Number((await runs())[0].due_at)).toBe(FIRST + 6 * DAY);
    await finish();
    days.push(-60, -60);
    await one.dueRuns.run(now);
    expect(await runs()).toHaveLength(1);
    now = new Date(now.getTime() + 2 * 3_600_000);
    days.push(-10);
    await one.dueRuns.run(now);
    // What was counted meanwhile stays counted.
    expect(await runs()).toHaveLength(2);
  });

  it('by performance count anew as labels come in late', async () => {
    const one = start();
    await create(one, { kind: 'performance', metric: 'auc', below: 0.6, intervals: 2 });
    const day = (index: number, low: number, high: number): MeasuredInterval => ({
      start: FIRST + index * DAY,
      end: FIRST + (index + 1) * DAY,
      labelled: 50,
      value: (low + high) / 2,
      low,
      high,
    });
    measured = [day(0, 0.4, 0.7), day(1, 0.5, 0.58)];
    await one.dueRuns.run(now);
    expect(await runs()).toEqual([]);
    // Further labels of the first day make its band narrow.
    measured = [day(0, 0.5, 0.59), day(1, 0.5, 0.58)];
    await one.dueRuns.run(now);
    await one.dueRuns.run(now);
    expect(await runs()).toMatchObject([
      {
        cause: 'performance',
        reason:
          'auc was 0.54 in 2 days in a row from 2013-04-01 00:00 to 2013-04-03 00:00 UTC, its whole band beyond the bound',
      },
    ]);
  });
});
