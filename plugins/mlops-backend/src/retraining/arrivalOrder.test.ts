import { TestDatabases } from '@backstage/backend-test-utils';
import {
  buildReferenceProfile,
  LatencySketch,
  Profiler,
  serializeCounts,
} from '@mlops-backstage/model-profile';
import fc from 'fast-check';
import type { Knex } from 'knex';
import {
  arrive,
  arrivingHours,
  HOUR,
  inOrder,
  PAST,
  TODAY,
  WAITING,
} from '../monitoring/__testUtils__/arrivals';
import type { ArrivingHour } from '../monitoring/__testUtils__/arrivals';
import { MonitoringService } from '../monitoring/MonitoringService';
import { Watermark } from '../monitoring/Watermark';
import { DatabaseWindowStore } from '../monitoring/WindowStore';
import type { Window } from '../monitoring/Window';
import { RememberingExecutor } from './__testUtils__/RememberingExecutor';
import { ada, startRetraining, withModel } from './__testUtils__/startRetraining';
import { triggerTraffic } from './triggers/triggerTraffic';

jest.setTimeout(600_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const DEPLOYMENT = '00000000-0000-4000-8000-0000000000d1';
const reference = buildReferenceProfile([
  {
    name: 'x',
    role: 'feature',
    kind: 'numeric',
    values: Float64Array.from({ length: 1_000 }, (_, i) => i),
  },
]);

/** A hundred rows: spread as the reference's, or all in its last bin. */
function windowOf(kind: 'drifted' | 'usual', windowStart: number): Window {
  const profiler = new Profiler(reference.schema);
  const values = Array.from({ length: 100 }, (_, i) => (kind === 'usual' ? i * 10 : 990));
  profiler.observeNumeric(0, values, values.length);
  profiler.addRows(values.length);
  return {
    deployment: 'risk-eu',
    version: 1,
    role: 'champion',
    windowStart,
    requests: 1,
    rows: values.length,
    errors: 0,
    failures: 0,
    shadowDropped: 0,
    latency: new LatencySketch().toBytes(),
    profile: serializeCounts(profiler.take()),
  };
}

describe.each(databases.eachSupportedId())('drift that comes late, %s', databaseId => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await withModel(knex);
    await knex('deployments').insert({
      id: DEPLOYMENT,
      name: 'risk-eu',
      model_id: (await knex('models').first()).id,
      environment: 'development',
      target: 'embedded',
      revision: 1,
      version: 1,
      challengers: '[]',
      allow_event_time: true,
      created_at: new Date(),
      updated_at: new Date(),
    });
  });

  const start = () => {
    const windows = new DatabaseWindowStore(knex);
    return startRetraining(knex, {
      executor: new RememberingExecutor(),
      traffic: triggerTraffic({
        monitoring: new MonitoringService(
          windows,
          { versionOf: async () => ({ prediction: {}, reference }) },
          { threshold: 0.3, alpha: 0.01, settlingMs: WAITING.settlingMs },
          { listGaps: async () => [] },
        ),
        watermark: new Watermark(windows, WAITING),
        performance: undefined as any,
      }),
      deployments: {
        find: async name => ({
          id: DEPLOYMENT,
          name,
          model: 'risk',
          environment: 'development',
          version: 1,
        }),
      },
    });
  };

  /** What a policy of 400 rows in a row has counted and decided once all has come, looked at by two replicas at a time. */
  async function endOf(hours: ReadonlyArray<ArrivingHour<'drifted' | 'usual'>>) {
    await knex('retraining_runs').delete();
    await knex('retraining_policies').delete();
    await knex('windows').delete();
    const replicas = [start(), start()];
    await replicas[0].policyService.create(
      ada,
      'risk',
      {
        name: 'drifting',
        deployment: 'risk-eu',
        trigger: { kind: 'drift', rows: 400, interval: 'hour' },
        executor: 'remembering',
        outcome: { kind: 'register' },
        cooldownSeconds: 0,
        reason: 'it drifts',
      },
      new Date(TODAY),
    );
    await arrive(knex, hours, windowOf, async now => {
      await Promise.all(replicas.map(({ dueRuns }) => dueRuns.run(new Date(now))));
      await knex('retraining_runs').update({ state: 'succeeded' });
    });
    const { progress } = await knex('retraining_policies').first();
    const runs = await knex('retraining_runs').orderBy('due_at');
    return {
      progress: JSON.parse(progress),
      runs: runs.map(({ due_at, reason }) => ({ hour: (Number(due_at) - PAST) / HOUR, reason })),
    };
  }

  it('starts the same trainings, in whatever order within the lateness it comes', async () => {
    let fired = 0;
    await fc.assert(
      fc.asyncProperty(
        arrivingHours(['drifted', 'drifted', 'drifted', 'usual'], 7),
        async hours => {
          const ordered = await endOf(inOrder(hours));
          fired += ordered.runs.length;
          expect(ordered.progress.examinedUntil).toBe(PAST + hours.length * HOUR);
          const late = await endOf(hours);
          expect(late.progress).toEqual(ordered.progress);
          // Of several that come to light in one look the last one stands for all.
          expect(ordered.runs).toEqual(expect.arrayContaining(late.runs));
          expect(late.runs.at(-1)).toEqual(ordered.runs.at(-1));
        },
      ),
      { numRuns: databaseId === 'SQLITE_3' ? 25 : 12, endOnFailure: true },
    );
    expect(fired).toBeGreaterThan(0);
  });

  it('counts rows of an hour that came late between the others', async () => {
    const drifted = { kind: 'drifted', late: [0, 0] } as const;
    const { runs } = await endOf([drifted, { kind: 'drifted', late: [5, 5] }, drifted]);
    expect(runs).toEqual([
      {
        hour: 2,
        reason:
          'x drifted: 400 rows were scored from 2013-04-01 00:00 to 2013-04-01 02:00 UTC while corrected PSI was above 0.3',
      },
    ]);
    const interrupted = await endOf([drifted, { kind: 'usual', late: [5, 5] }, drifted]);
    expect(interrupted).toMatchObject({ runs: [], progress: { counted: 200 } });
  });
});
