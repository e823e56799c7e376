import { TestDatabases } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { RememberingExecutor } from './__testUtils__/RememberingExecutor';
import { ada, startRetraining, withModel } from './__testUtils__/startRetraining';
import { hashOfToken, isTokenOf } from './runToken';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const BEGIN = Date.parse('2026-03-01T00:00:00Z');

const evaluation = (name: string, auc: number) =>
  ({ name, split: 'production', metrics: { auc } }) as unknown as Evaluation;

describe.each(databases.eachSupportedId())('following runs, %s', databaseId => {
  let knex: Knex;
  let executor: RememberingExecutor;
  let time: number;
  const now = () => new Date(time);

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
    executor = new RememberingExecutor();
    time = BEGIN;
  });

  const start = (options: Partial<Parameters<typeof startRetraining>[1]> = {}) =>
    startRetraining(knex, {
      executor,
      deployments: {
        find: async name =>
          (await knex('deployments').where({ name }).first()) && {
            id: '00000000-0000-4000-8000-0000000000d1',
            name,
            model: 'risk',
            environment: 'development',
            version: 1,
          },
      },
      ...options,
    });

  type Instance = ReturnType<typeof start>;

  const createPolicy = ({ policyService }: Instance, name: string, more: object = {}) =>
    policyService.create(
      ada,
      'risk',
      {
        name,
        deployment: 'risk-eu',
        trigger: { kind: 'time', cron: '0 6 * * 1', timeZone: 'UTC' },
        executor: 'remembering',
        parameters: { trees: 50 },
        outcome: { kind: 'register' },
        reason: 'it gets old',
        ...more,
      },
      now(),
    );
  const trigger = ({ policyService }: Instance, policy: string) =>
    policyService.trigger(ada, 'risk', policy, 'at once', now());
  const read = ({ runService }: Instance, id: string) => runService.present(id);
  const steps = async () =>
    (await knex('audit_events').where('resource_kind', 'retraining-run').orderBy('seq')).map(
      ({ action, actor }) => `${action} by ${actor}`,
    );

  it('hand them over, ask how they go, and keep each step', async () => {
    const one = start();
    await createPolicy(one, 'weekly');
    const { id } = await trigger(one, 'weekly');
    executor.statusOf = () => ({ state: 'waiting' });
    await one.follower.run(now);
    expect(executor.asked).toMatchObject([
      {
        id,
        model: 'risk',
        policy: 'weekly',
        deployment: 'risk-eu',
        champion: 1,
        reason: 'at once',
        parameters: { trees: 50 },
        reportUrl: `https://portal.example.com/api/mlops/retraining-runs/${id}/report`,
      },
    ]);
    await one.follower.run(now);
    expect(await read(one, id)).toMatchObject({
      state: 'submitted',
      url: `https://trainer.example.com/${id}`,
    });
    executor.statusOf = () => ({ state: 'running' });
    time += MINUTE;
    await one.follower.run(now);
    await one.follower.run(now);
    expect(await read(one, id)).toMatchObject({ state: 'running', startedAt: now().toISOString() });
    executor.statusOf = () => ({ state: 'failed', message: 'Out of memory' });
    await one.follower.run(now);
    expect(await read(one, id)).toMatchObject({ state: 'failed', message: 'Out of memory' });
    await one.follower.run(now);
    expect(await steps()).toEqual([
      'retraining.trigger by user:default/ada',
      'retraining.submit by plugin:mlops/retraining',
      'retraining.run by plugin:mlops/retraining',
      'retraining.fail by plugin:mlops/retraining',
    ]);
  });

  it('keep of the secret of a job its hash alone', async () => {
    const one = start();
    await createPolicy(one, 'weekly');
    const { id } = await trigger(one, 'weekly');
    await one.follower.run(now);
    const [{ reportToken }] = executor.asked;
    expect(reportToken).toMatch(/^mlops_run_[\w-]{43}$/);
    const everything = JSON.stringify([
      await knex('retraining_runs'),
      await knex('audit_events'),
      one.logger,
    ]);
    expect(everything).not.toContain(reportToken);
    expect((await knex('retraining_runs').first()).token_hashes).toBe(
      JSON.stringify([hashOfToken(reportToken)]),
    );
    expect((await one.runs.find(id))!.token_hashes).toHaveLength(1);
  });

  it('start one training though the process dies before it can keep that it did', async () => {
    const one = start();
    await createPolicy(one, 'weekly');
    const { id } = await trigger(one, 'weekly');
    // It hangs for good, as far as the database can tell.
    executor.beforeAnswer = () => new Promise(() => {});
    void one.follower.run(now);
    while (executor.asked.length === 0) {
      await new Promise(done => setImmediate(done));
    }
    executor.beforeAnswer = async () => {};
    const two = start();
    await two.follower.run(now);
    expect(executor.asked).toHaveLength(1);
    time += 3 * MINUTE;
    await two.follower.run(now);
    expect(executor.asked.map(run => run.id)).toEqual([id, id]);
    expect(executor.started.size).toBe(1);
    const row = (await two.runs.find(id))!;
    expect(row).toMatchObject({ state: 'submitted', attempts: 2 });
    // The training that runs has the first one's.
    expect(executor.asked.map(run => isTokenOf(run.reportToken, row.token_hashes))).toEqual([
      true,
      true,
    ]);
    expect(isTokenOf('mlops_run_other', row.token_hashes)).toBe(false);
  });

  it('try again to hand one over, with growing waits, and give up with the reason', async () => {
    const one = start();
    await createPolicy(one, 'weekly');
    const { id } = await trigger(one, 'weekly');
    executor.beforeAnswer = async () => {
      throw new Error('The queue is full');
    };
    const tried: number[] = [];
    for (; time < BEGIN + 10 * MINUTE; time += SECOND) {
      const before = executor.asked.length;
      await one.follower.run(now);
      if (executor.asked.length > before) {
        tried.push((time - BEGIN) / SECOND);
      }
    }
    expect(tried).toEqual([0, 5, 15, 35, 75, 155]);
    expect(await read(one, id)).toMatchObject({
      state: 'failed',
      message: 'It could not be handed over: The queue is full',
    });
  });

  it('run as many at a time as the policy and the configuration allow, those due first first', async () => {
    const one = start({ maxConcurrent: 2 });
    const two = start({ maxConcurrent: 2 });
    for (const name of ['a', 'b', 'c']) {
      await createPolicy(one, name);
      await trigger(one, name);
      time += SECOND;
    }
    await Promise.all([one.follower.run(now), two.follower.run(now)]);
    expect(executor.asked.map(({ policy }) => policy).sort()).toEqual(['a', 'b']);
    executor.statusOf = run =>
      executor.started.get(run)?.policy === 'a' ? { state: 'succeeded' } : { state: 'running' };
    await one.follower.run(now);
    await Promise.all([one.follower.run(now), two.follower.run(now)]);
    expect(executor.asked.map(({ policy }) => policy).sort()).toEqual(['a', 'b', 'c']);
    await trigger(one, 'b');
    executor.statusOf = run =>
      executor.started.get(run)?.policy === 'c' ? { state: 'succeeded' } : { state: 'running' };
    for (let turn = 0; turn < 3; turn++) {
      await one.follower.run(now);
    }
    // One of its own is still running.
    expect(executor.asked).toHaveLength(3);
    await expect(trigger(one, 'b')).rejects.toThrow('waits for its turn already');
  });

  it('stop what takes too long, and what somebody wants stopped', async () => {
    const one = start();
    await createPolicy(one, 'short', { timeoutSeconds: 60 });
    await createPolicy(one, 'weekly');
    const late = await trigger(one, 'short');
    const unwanted = await trigger(one, 'weekly');
    await one.follower.run(now);
    await one.runService.cancel(ada, unwanted.id, 'the data is wrong');
    await expect(one.runService.cancel(ada, unwanted.id, 'really')).rejects.toThrow(
      'The run is being stopped, as user:default/ada asked',
    );
    time += 61 * SECOND;
    await one.follower.run(now);
    expect([...executor.cancelled].sort()).toEqual([late.id, unwanted.id].sort());
    expect(await read(one, late.id)).toMatchObject({
      state: 'timed-out',
      message: 'It took longer than 1 minute',
    });
    expect(await read(one, unwanted.id)).toMatchObject({
      state: 'cancelled',
      cancelledBy: 'user:default/ada',
      message: 'the data is wrong',
    });
    const queued = await trigger(one, 'weekly');
    await one.runService.cancel(ada, queued.id, 'not today');
    await one.follower.run(now);
    expect(await read(one, queued.id)).toMatchObject({ state: 'cancelled' });
    expect(executor.asked.map(({ id }) => id)).not.toContain(queued.id);
  });

  it('fail with the reason when their executor knows nothing of them for long, and not before', async () => {
    const one = start({ lostAfterMs: 10 * MINUTE });
    await createPolicy(one, 'weekly');
    const { id } = await trigger(one, 'weekly');
    await one.follower.run(now);
    executor.statusOf = () => {
      throw new Error('Connection refused');
    };
    await one.follower.run(now);
    time += 9 * MINUTE;
    await one.follower.run(now);
    expect(await read(one, id)).toMatchObject({
      state: 'submitted',
      message:
        "Nothing is known of it at present: the executor remembering doesn't answer: Connection refused",
    });
    executor.statusOf = () => ({ state: 'running' });
    await one.follower.run(now);
    const found = await read(one, id);
    expect(found).toMatchObject({ state: 'running' });
    expect(found.message).toBeUndefined();
    executor.statusOf = () => undefined;
    await one.follower.run(now);
    time += 10 * MINUTE;
    await one.follower.run(now);
    expect(await read(one, id)).toMatchObject({
      state: 'failed',
      message: "It was lost for 10 minutes: the executor remembering doesn't know it any more",
    });
  });

  describe('once they have succeeded', () => {
    const better = { metric: 'auc', direction: 'higher' as const };
    const challengers: Array<{ deployment: string; version: number; reason: string }> = [];
    beforeEach(() => challengers.splice(0));

    async function succeed(
      outcome: object,
      evaluations: Record<number, Evaluation[]>,
      refusal?: Error,
    ) {
      const one = start({
        outcome: {
          evaluationsOf: async (_, version) => evaluations[version] ?? [],
          async addChallenger(_, deployment, version, reason) {
            if (refusal) {
              throw refusal;
            }
            challengers.push({ deployment, version, reason });
          },
        },
      });
      await createPolicy(one, 'weekly', { outcome });
      const { id } = await trigger(one, 'weekly');
      await one.follower.run(now);
      await one.runService.keepVersion(ada, id, 2);
      executor.statusOf = () => ({ state: 'succeeded' });
      for (let turn = 0; turn < 3; turn++) {
        await one.follower.run(now);
      }
      return read(one, id);
    }

    it('have their version become a challenger when it does better on the same data', async () => {
      const run = await succeed(
        { kind: 'challenger', better },
        {
          1: [evaluation('held-out', 0.9), evaluation('recent', 0.61)],
          2: [evaluation('other', 0.99), evaluation('recent', 0.7)],
        },
      );
      expect(run).toMatchObject({
        state: 'succeeded',
        version: 2,
        outcome: { state: 'done', message: 'Version 2 is a challenger of risk-eu' },
        comparison: {
          metric: 'auc',
          dataset: 'recent',
          version: 0.7,
          champion: 0.61,
          isBetter: true,
        },
      });
      expect(challengers).toEqual([
        {
          deployment: 'risk-eu',
          version: 2,
          reason: `Retrained by the policy weekly, run ${run.id}`,
        },
      ]);
    });

    it.each([
      [
        'it does worse',
        { 1: [evaluation('recent', 0.7)], 2: [evaluation('recent', 0.7)] },
        "Version 2 doesn't do better than the champion, version 1: auc on recent is 0.7, the champion's 0.7",
      ],
      [
        'they were evaluated on different data',
        { 1: [evaluation('held-out', 0.7)], 2: [evaluation('recent', 0.8)] },
        'There are no evaluations of version 2 and of the champion on the same data set with the metric auc',
      ],
    ])('leave it as it is where %s, and say so', async (_, evaluations, message) => {
      const run = await succeed({ kind: 'challenger', better }, evaluations);
      expect(run).toMatchObject({ state: 'succeeded', outcome: { state: 'refused', message } });
      expect(challengers).toEqual([]);
    });

    it('keep why a rule refused', async () => {
      const refused = await succeed(
        { kind: 'challenger' },
        {},
        new ConflictError('Version 2 is in None'),
      );
      expect(refused.outcome).toEqual({
        kind: 'challenger',
        state: 'refused',
        message: 'Version 2 is in None',
      });
    });

    it('try again where something else went wrong', async () => {
      const run = await succeed({ kind: 'challenger' }, {}, new Error('The database is away'));
      expect(run.outcome).toMatchObject({ state: 'pending' });
    });
  });

  it('go on without their policy, which is deleted', async () => {
    const one = start();
    await createPolicy(one, 'weekly');
    const { id } = await trigger(one, 'weekly');
    await one.follower.run(now);
    await one.policyService.remove(ada, 'risk', 'weekly', 'enough');
    await one.runService.keepVersion(ada, id, 2);
    executor.statusOf = () => ({ state: 'succeeded' });
    await one.follower.run(now);
    await one.follower.run(now);
    expect(await read(one, id)).toMatchObject({
      policy: 'weekly',
      state: 'succeeded',
      outcome: { state: 'none', message: 'The policy was deleted meanwhile' },
    });
  });
});
