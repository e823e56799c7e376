import { TestDatabases } from '@backstage/backend-test-utils';
import createKnex from 'knex';
import type { Knex } from 'knex';
import { RememberingExecutor } from './__testUtils__/RememberingExecutor';
import { ada, startRetraining, withModel } from './__testUtils__/startRetraining';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A simulated month in which both zones change their clocks. */
const MONTHS: Array<[string, string, string]> = [
  ['spring', '2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z'],
  ['autumn', '2026-10-15T00:00:00Z', '2026-11-15T00:00:00Z'],
];

/** Policies by the hour and minute of the day that they are due at. */
const DAILY: Array<[name: string, timeZone: string, hour: number, minute: number]> = [
  ['vienna-night', 'Europe/Vienna', 2, 30],
  ['vienna-morning', 'Europe/Vienna', 6, 0],
  ['york-night', 'America/New_York', 2, 30],
  ['york-one', 'America/New_York', 1, 30],
];

/** The wall clock of a zone, from the runtime's own data and not from what is tested. */
function wallClock(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (time: number) => {
    const part = Object.fromEntries(format.formatToParts(time).map(one => [one.type, one.value]));
    return {
      day: `${part.year}-${part.month}-${part.day}`,
      minute: Number(part.hour) * 60 + Number(part.minute),
    };
  };
}

/** Once each local day: the first minute that shows the time, or what it would be in a missing hour. */
function expectedDaily(timeZone: string, at: number, from: number, to: number): string[] {
  const clock = wallClock(timeZone);
  const due = new Map<string, number>();
  const days = new Set<string>();
  for (let time = from + MINUTE; time <= to; time += MINUTE) {
    const { day, minute } = clock(time);
    days.add(day);
    const isMissing = minute === at + 60 && clock(time - HOUR - MINUTE).minute === at - 61;
    if (!due.has(day) && (minute === at || isMissing)) {
      due.set(day, time);
    }
  }
  return [...due.values()].map(time => new Date(time).toISOString());
}

describe.each(databases.eachSupportedId())('due runs, %s', databaseId => {
  let knex: Knex;
  let other: Knex;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await withModel(knex);
    // SQLite has one connection, so both instances share it there.
    other = databaseId === 'SQLITE_3' ? knex : createKnex(knex.client.config);
  });

  afterEach(async () => {
    if (other !== knex) {
      await other.destroy();
    }
  });

  const start = () => {
    const executor = new RememberingExecutor();
    return [startRetraining(knex, { executor }), startRetraining(other, { executor })] as const;
  };

  const byTime = (cron: string, timeZone: string, more: object = {}) => ({
    trigger: { kind: 'time' as const, cron, timeZone },
    executor: 'remembering',
    outcome: { kind: 'register' as const },
    reason: 'it gets old',
    ...more,
  });

  const dueOf = async (policy: string): Promise<string[]> => {
    const rows = await knex('retraining_runs').where({ policy }).orderBy('due_at').pluck('due_at');
    return rows.map(at => new Date(Number(at)).toISOString());
  };

  /** What is queued has run by the next time. */
  const finish = () => knex('retraining_runs').update({ state: 'succeeded' });

  it.each(MONTHS)(
    'are each queued exactly once by two instances in a month of %s',
    async (_, first, last) => {
      const [from, to] = [Date.parse(first), Date.parse(last)];
      const instances = start();
      const [{ policyService }] = instances;
      for (const [name, timeZone, hour, minute] of DAILY) {
        await policyService.create(
          ada,
          'risk',
          { name, ...byTime(`${minute} ${hour} * * *`, timeZone) },
          new Date(from),
        );
      }
      await policyService.create(
        ada,
        'risk',
        { name: 'weekly', ...byTime('0 6 * * 1', 'Europe/Vienna') },
        new Date(from),
      );
      for (let time = from; time <= to; time += 30 * MINUTE) {
        const now = new Date(time);
        await Promise.all(instances.map(({ dueRuns }) => dueRuns.run(now)));
        await finish();
      }
      for (const [name, timeZone, hour, minute] of DAILY) {
        const expected = expectedDaily(timeZone, hour * 60 + minute, from, to);
        expect(expected.length).toBeGreaterThanOrEqual(30);
        expect({ name, due: await dueOf(name) }).toEqual({ name, due: expected });
      }
      const mondays = await dueOf('weekly');
      expect(mondays.length).toBeGreaterThanOrEqual(4);
      expect(new Set(mondays.map(at => new Date(at).getUTCDay()))).toEqual(new Set([1]));
      const queued = await knex('audit_events').where({ action: 'retraining.due' });
      expect(queued).toHaveLength((await knex('retraining_runs')).length);
      expect(new Set(queued.map(({ actor }) => actor))).toEqual(
        new Set(['plugin:mlops/retraining']),
      );
      expect(instances.flatMap(({ logger }) => logger.error.mock.calls)).toEqual([]);
    },
  );

  it('make up for what was missed by one run, or by none, as the policy says', async () => {
    const [one, two] = start();
    const from = new Date('2026-03-01T00:00:00Z');
    for (const catchUp of [true, false]) {
      await one.policyService.create(
        ada,
        'risk',
        {
          name: catchUp ? 'catching-up' : 'forgetting',
          ...byTime('0 * * * *', 'UTC', { catchUp }),
        },
        from,
      );
    }
    const later = new Date('2026-03-02T12:20:00Z');
    await Promise.all([one.dueRuns.run(later), two.dueRuns.run(later)]);
    expect(await dueOf('catching-up')).toEqual(['2026-03-02T12:00:00.000Z']);
    expect(await dueOf('forgetting')).toEqual([]);
    const [run] = await knex('retraining_runs');
    expect(run.reason).toBe('Due at 2026-03-02 12:00 UTC; makes up for 35 more that were missed');
    const skipped = await knex('audit_events').where({ action: 'retraining.skip' });
    expect(skipped).toMatchObject([
      { resource: 'forgetting', reason: 'It was missed, and the policy makes up for nothing' },
    ]);
    const next = new Date('2026-03-02T13:00:30Z');
    await finish();
    await Promise.all([one.dueRuns.run(next), two.dueRuns.run(next)]);
    expect(await dueOf('catching-up')).toHaveLength(2);
    expect(await dueOf('forgetting')).toEqual(['2026-03-02T13:00:00.000Z']);
  });

  it('are skipped, and that is kept, within the cool-down and while the run before waits', async () => {
    const [one] = start();
    await one.policyService.create(
      ada,
      'risk',
      { name: 'hourly', ...byTime('0 * * * *', 'UTC', { cooldownSeconds: 5_400 }) },
      new Date('2026-03-01T00:30:00Z'),
    );
    for (const at of ['01:00', '02:00', '03:00']) {
      await one.dueRuns.run(new Date(`2026-03-01T${at}:00Z`));
      await (at === '01:00' && finish());
    }
    await one.dueRuns.run(new Date('2026-03-01T04:00:00Z'));
    expect(await dueOf('hourly')).toEqual(['2026-03-01T01:00:00.000Z', '2026-03-01T03:00:00.000Z']);
    const skipped = await knex('audit_events').where({ action: 'retraining.skip' }).orderBy('seq');
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'The run before was started within the cool-down',
      'The run before still waits for its turn',
    ]);
  });

  it('are none while the policy is paused, nor for what was due then', async () => {
    const [{ policyService, dueRuns }] = start();
    const hourly = byTime('0 * * * *', 'UTC');
    await policyService.create(
      ada,
      'risk',
      { name: 'hourly', ...hourly, paused: true },
      new Date('2026-03-01T00:30:00Z'),
    );
    await dueRuns.run(new Date('2026-03-01T02:30:00Z'));
    expect(await dueOf('hourly')).toEqual([]);
    const resumed = await policyService.update(
      ada,
      'risk',
      'hourly',
      hourly,
      new Date('2026-03-01T03:30:00Z'),
    );
    expect(resumed).toMatchObject({ paused: false, nextDueAt: '2026-03-01T04:00:00.000Z' });
    await dueRuns.run(new Date('2026-03-01T04:00:10Z'));
    expect(await dueOf('hourly')).toEqual(['2026-03-01T04:00:00.000Z']);
  });
});
