import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { AlertRuleDefinition } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { ada, startDeployments } from '../../deployments/__testUtils__/deployments';
import { DeploymentLookup } from '../../deployments/DeploymentLookup';
import { DatabaseDeploymentStore } from '../../deployments/DeploymentStore';
import { AuditLog } from '../../governance/AuditLog';
import { DatabaseAuditStore } from '../../governance/AuditStore';
import { verifyChain } from '../../governance/verifyChain';
import { createRegistryStores } from '../../registry/createRegistry';
import { RegistryLookup } from '../../registry/RegistryLookup';
import { AlertService } from '../AlertService';
import { DatabaseAlertStore } from '../AlertStore';
import { DatabaseMuteStore } from '../MuteStore';
import { normalTraffic, seeded } from './__testUtils__/normalTraffic';
import { dayStart, drifted, observedDay } from './__testUtils__/observed';
import { AlertRuleService } from './AlertRuleService';
import type { ObservedMetric, ObservedVersion } from './Judgement';
import { Observations } from './Observations';
import type { WatchedTraffic } from './Observations';
import { RuleEvaluator } from './RuleEvaluator';
import { RulePreview } from './RulePreview';
import { DatabaseRuleStateStore } from './RuleStateStore';
import { DatabaseRuleStore } from './RuleStore';
import { DatabaseRuleMonitorStore } from './together/RuleMonitorStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const slow: AlertRuleDefinition = {
  condition: { latency: { quantile: 'p99', atMostMs: 250 } },
  severity: 'warning',
  raiseAfter: 2,
  clearAfter: 2,
};
const silence: AlertRuleDefinition = {
  condition: { silence: { seconds: 86_400 } },
  severity: 'critical',
};
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe.each(databases.eachSupportedId())('alert rules, %s', databaseId => {
  let knex: Knex;
  let started: Awaited<ReturnType<typeof startDeployments>>;
  let models: RegistryLookup;
  let served: DeploymentLookup;
  let configured: Map<string, AlertRuleDefinition>;
  /** What has settled of the deployment `risk`, in order of time. */
  let days: ObservedVersion[];
  let arrivals: Map<string, number>;
  let told: string[];
  let reads: number;
  /** What has labels, in order of time. */
  let labelled: ObservedMetric[];
  let labelReads: number;

  const now = () => dayStart(days.length);

  const traffic: WatchedTraffic = {
    async extent(deployment, from) {
      const starts = days.map(({ start }) => start).filter(start => start >= (from ?? -Infinity));
      return deployment === 'risk' && starts.length > 0
        ? { first: starts[0], last: starts[starts.length - 1] }
        : undefined;
    },
    closedUntil: async (_, __, ___, until) => until,
    missed: async () => undefined,
    async settled(deployment, { after, before }) {
      reads += 1;
      return deployment === 'risk'
        ? days.filter(({ start, end }) => start >= after && end <= before)
        : [];
    },
    async metrics(deployment, { after, before }) {
      labelReads += 1;
      return deployment === 'risk'
        ? labelled.filter(({ start, end }) => start >= after && end <= before)
        : [];
    },
    lastArrivals: async () => arrivals,
  };
  const observations = new Observations(traffic);
  const deployments = () => served.listDesired();

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    started = await startDeployments(knex, ['None', 'None']);
    await started.create();
    models = new RegistryLookup(createRegistryStores(knex));
    served = new DeploymentLookup(new DatabaseDeploymentStore(knex));
    configured = new Map([['slow', slow]]);
    days = [];
    arrivals = new Map();
    told = [];
    reads = 0;
    labelled = [];
    labelReads = 0;
  });

  const alertService = () =>
    new AlertService(knex, new DatabaseAlertStore(knex), models, served, new AuditLog(), {
      async tell(_, type, { summary }) {
        told.push(`${type}: ${summary}`);
        return true;
      },
    });
  const evaluator = (logger = mockServices.logger.mock()) =>
    new RuleEvaluator(
      knex,
      {
        configured,
        rules: new DatabaseRuleStore(knex),
        states: new DatabaseRuleStateStore(knex),
        monitors: new DatabaseRuleMonitorStore(),
        models,
        alerts: alertService(),
        observations,
        traffic,
        deployments,
      },
      logger,
    );
  const rules = () =>
    new AlertRuleService(
      knex,
      configured,
      {
        rules: new DatabaseRuleStore(knex),
        states: new DatabaseRuleStateStore(knex),
        mutes: new DatabaseMuteStore(knex),
      },
      models,
      served,
      new AuditLog(),
    );
  const look = (at = now()) => evaluator().run(at);
  const pass = async (p99: number) => {
    days.push(observedDay(days.length, { p99 }));
    await look();
  };
  const alertRows = () => knex('alerts').orderBy('raised_at').orderBy('id');
  const states = async () => (await alertRows()).map(({ state }) => state);
  const intact = async () =>
    expect(await new DatabaseAuditStore(knex).readAll(verifyChain)).toMatchObject({ intact: true });

  it('raise one alert after as many intervals as they say, bring it up to date, and end it', async () => {
    for (const p99 of [300, 100, 300]) {
      await pass(p99);
    }
    expect(await alertRows()).toEqual([]);
    await pass(400);
    await pass(500);
    expect(await alertRows()).toMatchObject([
      {
        key: 'rule:risk:slow',
        state: 'open',
        severity: 'warning',
        summary: 'p99 latency was 500 ms on 5 June 2013, above 250 ms; the 3rd day in a row',
        deployment: 'risk',
        version: 1,
        raised_by: 'plugin:mlops/alerts',
        rule: 'slow',
      },
    ]);
    expect(JSON.parse((await alertRows())[0].evidence)).toEqual({
      measure: 'p99 latency',
      unit: 'ms',
      side: 'above',
      interval: 'day',
      bound: 250,
      points: [300, 100, 300, 400, 500].map((value, day) => ({
        start: new Date(dayStart(day)).toISOString(),
        value,
        breaks: value > 250,
      })),
    });
    await pass(100);
    expect(await states()).toEqual(['open']);
    await pass(100);
    expect(await alertRows()).toMatchObject([
      {
        state: 'resolved',
        resolved_by: 'plugin:mlops/alerts',
        note: 'It has kept the rule again, lately on 7 June 2013.',
      },
    ]);
    expect(told).toEqual([
      'raised: p99 latency was 400 ms on 4 June 2013, above 250 ms; the 2nd day in a row',
      'resolved: p99 latency was 500 ms on 5 June 2013, above 250 ms; the 3rd day in a row',
    ]);
    const audited = await knex('audit_events').where('action', 'like', 'alert.%').orderBy('seq');
    expect(audited.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'plugin:mlops/alerts alert.raise',
      'plugin:mlops/alerts alert.raise',
      'plugin:mlops/alerts alert.resolve',
    ]);
    await intact();
  });

  it('count an interval once, whoever looks and however often', async () => {
    days.push(observedDay(0, { p99: 300 }));
    await Promise.all([look(), look(), look()]);
    await look();
    expect(await knex('alert_rule_states')).toMatchObject([{ breaches: 1, alert_id: null }]);
    expect(await alertRows()).toEqual([]);
    days.push(observedDay(1, { p99: 300 }));
    await Promise.all([look(), look(), look()]);
    expect(await states()).toEqual(['open']);
    expect(told).toHaveLength(1);
    expect(await knex('alert_rule_states')).toMatchObject([{ breaches: 2 }]);
  });

  it('are as if they had not looked when they are broken off before the end', async () => {
    days.push(observedDay(0, { p99: 300 }), observedDay(1, { p99: 300 }));
    const logger = mockServices.logger.mock();
    const broken = evaluator(logger);
    jest.spyOn(DatabaseRuleStateStore.prototype, 'set').mockRejectedValueOnce(new Error('power'));
    await broken.run(now());
    expect(logger.error).toHaveBeenCalledWith(
      'Could not look at risk by its alert rules',
      expect.objectContaining({ message: 'power' }),
    );
    expect([await alertRows(), await knex('alert_rule_states')]).toEqual([[], []]);
    await look();
    expect(await states()).toEqual(['open']);
  });

  it('go through a past that is replayed, and have one alert that tells the latest', async () => {
    const past = [300, 300, 100, 100, 300, 300, 100, 100, 400, 410, 420];
    past.forEach((p99, day) => days.push(observedDay(day, { p99 })));
    await look(dayStart(4_000));
    expect(await alertRows()).toMatchObject([
      { summary: 'p99 latency was 420 ms on 11 June 2013, above 250 ms; the 3rd day in a row' },
    ]);
    expect(told).toHaveLength(1);
    reads = 0;
    await look(dayStart(4_001));
    expect(reads).toBe(0);
  });

  it('raise a new alert when the rule is broken anew after somebody resolved it', async () => {
    await pass(300);
    await pass(300);
    const [{ id }] = await alertRows();
    const alerts = alertService();
    await alerts.resolve(ada, (await alerts.find(id))!, 'scaled up');
    await pass(300);
    expect(await states()).toEqual(['resolved']);
    await pass(300);
    expect(await states()).toEqual(['resolved', 'open']);
    expect((await alertRows())[1].summary).toContain('on 4 June 2013');
  });

  it('bring up to date what a person raised by the same key, and leave it to the person to resolve', async () => {
    await alertService().raise(ada, 'risk', {
      key: 'rule:risk:slow',
      severity: 'info',
      summary: 'It feels slow',
    });
    for (const p99 of [300, 300, 100, 100]) {
      await pass(p99);
    }
    expect(await alertRows()).toMatchObject([
      { raised_by: 'user:default/ada', state: 'open', severity: 'warning' },
    ]);
  });

  it('begin to count anew when they say something else, and do not look again at what they have seen', async () => {
    await pass(300);
    await rules().set(ada, started.model, 'slow', {
      definition: { ...slow, condition: { latency: { quantile: 'p99', atMostMs: 200 } } },
      reason: 'it has to be faster',
    });
    await pass(230);
    expect(await alertRows()).toEqual([]);
    await pass(230);
    expect(await states()).toEqual(['open']);
  });

  it('end what they have raised when they are turned off, removed, or the deployment serves nothing', async () => {
    const raise = async () => {
      await pass(300);
      await pass(300);
      expect((await states()).pop()).toBe('open');
    };
    await raise();
    await rules().set(ada, started.model, 'slow', {
      definition: { ...slow, isOff: true },
      reason: 'too loud',
    });
    await look();
    expect(await alertRows()).toMatchObject([
      { state: 'resolved', note: 'The rule was removed or turned off.' },
    ]);
    expect(await knex('alert_rule_states')).toEqual([]);
    await rules().remove(ada, started.model, 'slow', 'after all');
    await raise();
    await started.deployments.undeploy(
      ada,
      (await started.row()) as any,
      { reason: 'done' } as any,
    );
    await look();
    expect((await alertRows()).pop()).toMatchObject({
      state: 'resolved',
      note: 'The deployment serves nothing any more.',
    });
    await intact();
  });

  it('notice silence by the clock, only where there was a request, and that it is over', async () => {
    configured = new Map([['silence', silence]]);
    const clock = Date.UTC(2026, 10, 25, 12);
    await look(clock);
    expect(await alertRows()).toEqual([]);
    arrivals.set('risk', clock - 23 * HOUR_MS);
    await look(clock);
    expect(await alertRows()).toEqual([]);
    await look(clock + HOUR_MS);
    await look(clock + 2 * HOUR_MS);
    expect(await alertRows()).toMatchObject([
      {
        state: 'open',
        severity: 'critical',
        summary: 'No request has come since 24 November 2026, 13:00 UTC',
      },
    ]);
    const [{ id }] = await alertRows();
    const alerts = alertService();
    await alerts.resolve(ada, (await alerts.find(id))!, 'a holiday');
    await look(clock + 3 * HOUR_MS);
    expect(await states()).toEqual(['resolved']);
    arrivals.set('risk', clock + 4 * HOUR_MS);
    await look(clock + 4 * HOUR_MS);
    await look(clock + 28 * HOUR_MS);
    expect(await states()).toEqual(['resolved', 'open']);
    arrivals.set('risk', clock + 29 * HOUR_MS);
    await look(clock + 29 * HOUR_MS);
    expect((await alertRows()).map(({ note }) => note)).toContain('Requests come again.');
  });

  it('look at one deployment after the other, whatever happens at one', async () => {
    await started.create({ name: 'first' });
    const extent = jest.spyOn(traffic, 'extent').mockImplementationOnce(async () => {
      throw new Error('away');
    });
    days.push(observedDay(0, { p99: 300 }), observedDay(1, { p99: 300 }));
    await look();
    extent.mockRestore();
    expect(await states()).toEqual(['open']);
  });

  it('tell beforehand what they would have done, by the same steps', async () => {
    for (const p99 of [300, 300, 100, 100, 300, 300, 300]) {
      days.push(observedDay(days.length, { p99 }));
    }
    days.push(observedDay(7, { p99: 300, requests: 5 }));
    const preview = new RulePreview(observations, traffic, deployments);
    const found = await preview.of('risk', slow, now());
    expect(found).toMatchObject({
      firings: 2,
      deployments: [
        {
          deployment: 'risk',
          judged: 7,
          passedOver: 1,
          firings: [
            {
              raisedFor: new Date(dayStart(1)).toISOString(),
              overFor: new Date(dayStart(3)).toISOString(),
            },
            { raisedFor: new Date(dayStart(5)).toISOString() },
          ],
        },
      ],
    });
    expect(found.deployments[0].evidence!.points).toHaveLength(7);
    const gaps = [observedDay(0), observedDay(3)];
    days = gaps;
    expect(await preview.of('risk', silence, dayStart(9))).toMatchObject({ firings: 1 });
    expect(await alertRows()).toEqual([]);
  });

  it('about performance wait for labels, and do not have others wait', async () => {
    const auc: AlertRuleDefinition = {
      condition: { performance: { metric: 'auc', atLeast: 0.65 } },
      severity: 'warning',
    };
    configured = new Map([
      ['auc', auc],
      ['slow', slow],
    ]);
    const labelledDay = (day: number, value: number, labels = 500): ObservedMetric => ({
      start: dayStart(day),
      end: dayStart(day + 1),
      version: 1,
      value,
      low: value - 0.02,
      high: value + 0.02,
      labelled: labels,
      better: 'higher',
    });
    const one = evaluator();
    [0, 1, 2].forEach(day => days.push(observedDay(day)));
    await one.run(now());
    await one.run(now() + 60_000);
    expect(labelReads).toBe(1);
    const looked = async () =>
      (await knex('alert_rule_states').orderBy('rule')).map(state => [
        state.rule,
        Number(state.looked_until),
      ]);
    expect(await looked()).toEqual([['slow', dayStart(3)]]);
    // The first day never gets enough labels, the last one has to wait for more.
    labelled = [labelledDay(0, 0.5, 20), labelledDay(1, 0.61), labelledDay(2, 0.5, 20)];
    reads = 0;
    await one.run(now() + 11 * 60_000);
    expect(reads).toBe(0);
    expect(await looked()).toEqual([
      ['auc', dayStart(2)],
      ['slow', dayStart(3)],
    ]);
    expect(await alertRows()).toMatchObject([
      {
        summary: 'auc was 0.61 on 2 June 2013 (0.59 to 0.63, 500 labels), below 0.65',
      },
    ]);
    labelled[2] = labelledDay(2, 0.7);
    await one.run(now() + 22 * 60_000);
    expect(await states()).toEqual(['resolved']);
  });

  describe('that judge all intervals together', () => {
    const together: AlertRuleDefinition = {
      condition: { drift: { measure: 'columns', atLeast: 1, judged: 'together' } },
      severity: 'warning',
      clearAfter: 2,
    };
    let random: () => number;

    beforeEach(() => {
      configured = new Map([['lasting', together]]);
      random = seeded(11);
    });

    const follow = (count: number, more?: Parameters<typeof normalTraffic>[3]) =>
      days.push(...normalTraffic(random, Math.round((now() - dayStart(0)) / DAY_MS), count, more));
    const monitors = async () =>
      (await knex('alert_rule_monitors').orderBy('version')).map(({ version, monitor }) => [
        version,
        JSON.parse(monitor).state.windows,
      ]);

    it('count each interval once, whoever looks and however often, and go on after a restart', async () => {
      follow(20);
      await look();
      await Promise.all([look(), look(), look()]);
      expect(await monitors()).toEqual([[1, 20]]);
      expect(await alertRows()).toEqual([]);
      let passed = 0;
      for (; passed < 10 && (await alertRows()).length === 0; passed++) {
        follow(1, { shift: 0.25, rows: 400 });
        await Promise.all([look(), look()]);
      }
      expect(await monitors()).toEqual([[1, 20 + passed]]);
      expect(await alertRows()).toMatchObject([
        {
          state: 'open',
          version: 1,
          summary: expect.stringMatching(/^Drift in temp since about .* June 2013: evidence /),
        },
      ]);
      expect(told).toHaveLength(1);
      const found = await new RulePreview(observations, traffic, deployments).of(
        'risk',
        together,
        now(),
      );
      expect(found.deployments).toMatchObject([
        { judged: days.length, firings: [{ raisedFor: new Date(now() - DAY_MS).toISOString() }] },
      ]);
      await intact();
    });

    it('have counted nothing of what was broken off', async () => {
      follow(3);
      jest
        .spyOn(DatabaseRuleMonitorStore.prototype, 'replace')
        .mockRejectedValueOnce(new Error('power'));
      await look();
      expect([await monitors(), await knex('alert_rule_states')]).toEqual([[], []]);
      await look();
      expect(await monitors()).toEqual([[1, 3]]);
    });

    it('write nothing when the alert was opened or ended meanwhile, and look again', async () => {
      follow(3, { shift: 0.6 });
      await look();
      expect(await states()).toEqual(['open']);
      const before = await knex('alert_rule_states');
      follow(1, { shift: 0.6 });
      jest.spyOn(AlertService.prototype, 'isUnresolved').mockResolvedValueOnce(false);
      await look();
      expect(await knex('alert_rule_states')).toEqual(before);
      await look();
      expect(await knex('alert_rule_states')).toMatchObject([{ breaches: 4 }]);
    });

    it('are over when the traffic has gone back, and begin anew', async () => {
      follow(10);
      follow(3, { shift: 0.6 });
      await look();
      expect(await states()).toEqual(['open']);
      follow(2);
      await look();
      expect(await states()).toEqual(['resolved']);
      expect(await monitors()).toEqual([]);
      follow(4);
      await look();
      expect(await states()).toEqual(['resolved']);
      expect(await monitors()).toEqual([[1, 4]]);
    });

    it('begin anew after a person resolved the alert, with the version that drifted only', async () => {
      const other = normalTraffic(random, 0, 6, { version: 2 });
      follow(6, { shift: 0.6 });
      days = days.flatMap((day, i) => [day, other[i]]);
      await look(dayStart(6));
      expect(await states()).toEqual(['open']);
      const [{ id }] = await alertRows();
      const alerts = alertService();
      await alerts.resolve(ada, (await alerts.find(id))!, 'the new season');
      const before = await monitors();
      expect(before[1]).toEqual([2, 6]);
      days.push(...normalTraffic(random, 6, 1));
      await look(dayStart(7));
      expect(await states()).toEqual(['resolved']);
      expect(await monitors()).toEqual([
        [1, 1],
        [2, 6],
      ]);
    });

    it('forget with the rule, and remember when only its severity changes', async () => {
      follow(5);
      await look();
      configured.set('lasting', { ...together, severity: 'critical' });
      follow(1);
      await look();
      expect(await monitors()).toEqual([[1, 6]]);
      const drift = { ...together.condition.drift!, alpha: 0.001 };
      configured.set('lasting', { ...together, condition: { drift } });
      follow(1);
      await look();
      expect(await monitors()).toEqual([[1, 1]]);
      configured.clear();
      await look();
      expect(await monitors()).toEqual([]);
    });
  });

  it('about drift name what has drifted', async () => {
    configured = new Map([
      [
        'drift',
        {
          condition: { drift: { measure: 'columns', atLeast: 1 } },
          severity: 'warning',
        },
      ],
    ]);
    days.push(observedDay(0, { columns: [drifted('temp', 0.45)] }));
    await look();
    expect(await alertRows()).toMatchObject([
      { summary: 'temp (PSI 0.45) drifted on 1 June 2013', version: 1 },
    ]);
  });
});
