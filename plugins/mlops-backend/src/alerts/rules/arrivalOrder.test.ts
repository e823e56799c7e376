import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { LatencySketch } from '@mlops-backstage/model-profile';
import type { AlertRuleDefinition } from '@mlops-backstage/plugin-mlops-common';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { startDeployments } from '../../deployments/__testUtils__/deployments';
import { DeploymentLookup } from '../../deployments/DeploymentLookup';
import { DatabaseDeploymentStore } from '../../deployments/DeploymentStore';
import { AuditLog } from '../../governance/AuditLog';
import {
  arrive,
  arrivingHours,
  HOUR,
  inOrder,
  MINUTE,
  PAST,
  TODAY,
  WAITING,
} from '../../monitoring/__testUtils__/arrivals';
import type { ArrivingHour } from '../../monitoring/__testUtils__/arrivals';
import { MonitoringService } from '../../monitoring/MonitoringService';
import { Watermark } from '../../monitoring/Watermark';
import { DatabaseWindowStore } from '../../monitoring/WindowStore';
import type { Window } from '../../monitoring/Window';
import { createRegistryStores } from '../../registry/createRegistry';
import { RegistryLookup } from '../../registry/RegistryLookup';
import { AlertService } from '../AlertService';
import { DatabaseAlertStore } from '../AlertStore';
import { Observations } from './Observations';
import { RuleEvaluator } from './RuleEvaluator';
import { DatabaseRuleStateStore } from './RuleStateStore';
import { DatabaseRuleStore } from './RuleStore';
import { DatabaseRuleMonitorStore } from './together/RuleMonitorStore';
import { watchTraffic } from './watchTraffic';

jest.setTimeout(600_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const errors: AlertRuleDefinition = {
  condition: { errors: { atMost: 0.05 } },
  severity: 'critical',
  interval: 'hour',
  raiseAfter: 2,
  clearAfter: 2,
  minRows: 100,
};

/** Requests and errors of half an hour. */
const HALVES = { breaks: [100, 50], keeps: [100, 0], doubt: [100, 8], few: [10, 10] } as const;
type Kind = keyof typeof HALVES;

const windowOf = (kind: Kind, windowStart: number): Window => {
  const [requests, failed] = HALVES[kind];
  return {
    deployment: 'risk',
    version: 1,
    role: 'champion',
    windowStart,
    requests,
    rows: requests - failed,
    errors: failed,
    failures: failed,
    shadowDropped: 0,
    latency: new LatencySketch().toBytes(),
  };
};

describe.each(databases.eachSupportedId())('rules and what comes late, %s', databaseId => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    const started = await startDeployments(knex, ['None']);
    await started.create();
  });

  /** What tells of alerts, and what has been told. */
  function start(waiting = WAITING, told: string[] = []) {
    const windows = new DatabaseWindowStore(knex);
    const models = new RegistryLookup(createRegistryStores(knex));
    const deployments = new DeploymentLookup(new DatabaseDeploymentStore(knex));
    const traffic = watchTraffic({
      monitoring: new MonitoringService(
        windows,
        { versionOf: async () => undefined },
        { threshold: 0.3, alpha: 0.01, settlingMs: waiting.settlingMs },
        { listGaps: async () => [] },
      ),
      watermark: new Watermark(windows, waiting),
      performance: { series: async () => ({ metrics: [], points: [] }) } as any,
      evaluated: async () => undefined,
      lastArrivals: async () => new Map(),
    });
    const logger = mockServices.logger.mock();
    const evaluator = new RuleEvaluator(
      knex,
      {
        configured: new Map([['errors', errors]]),
        rules: new DatabaseRuleStore(knex),
        states: new DatabaseRuleStateStore(knex),
        monitors: new DatabaseRuleMonitorStore(),
        models,
        alerts: new AlertService(
          knex,
          new DatabaseAlertStore(knex),
          models,
          deployments,
          new AuditLog(),
          {
            async tell(_, type) {
              told.push(type);
              return true;
            },
          },
        ),
        observations: new Observations(traffic),
        traffic,
        deployments: () => deployments.listDesired(),
      },
      logger,
    );
    return { evaluator, logger, told };
  }

  /** What is there once all has come, and been looked at by two replicas at a time. */
  async function endOf(hours: ReadonlyArray<ArrivingHour<Kind>>) {
    await knex('alert_rule_states').delete();
    await knex('alerts').delete();
    await knex('windows').delete();
    const told: string[] = [];
    const replicas = [start(WAITING, told), start(WAITING, told)];
    await arrive(knex, hours, windowOf, now =>
      Promise.all(replicas.map(({ evaluator }) => evaluator.run(now))),
    );
    const [state] = await knex('alert_rule_states');
    const open = await knex('alerts').whereNot({ state: 'resolved' });
    expect(told.filter(type => type === 'raised')).toHaveLength(
      told.filter(type => type === 'resolved').length + open.length,
    );
    return {
      state: state && {
        lookedUntil: Number(state.looked_until),
        breaches: state.breaches,
        clears: state.clears,
        points: JSON.parse(state.points),
      },
      open: open.map(({ summary, severity, version }) => ({ summary, severity, version })),
    };
  }

  it('come to the same, in whatever order within the lateness it comes', async () => {
    const kinds: Kind[] = ['breaks', 'breaks', 'keeps', 'keeps', 'doubt', 'few'];
    await fc.assert(
      fc.asyncProperty(arrivingHours(kinds, 6), async hours => {
        const ordered = await endOf(inOrder(hours));
        expect(ordered.state).toMatchObject({ lookedUntil: PAST + hours.length * HOUR });
        expect(ordered.state.points).toHaveLength(
          hours.filter(({ kind }) => kind !== 'few').length,
        );
        expect(await endOf(hours)).toEqual(ordered);
      }),
      { numRuns: databaseId === 'SQLITE_3' ? 12 : 5, endOnFailure: true },
    );
  });

  it('judge an hour that settles after the next one before it', async () => {
    const late: Array<ArrivingHour<Kind>> = [
      { kind: 'breaks', late: [0, 0] },
      { kind: 'keeps', late: [5, 5] },
      { kind: 'breaks', late: [0, 0] },
    ];
    expect(await endOf(late)).toMatchObject({ state: { breaches: 1, clears: 0 }, open: [] });
  });

  it('leave out what comes later still, and say so', async () => {
    const { evaluator, logger } = start({ settlingMs: MINUTE, latenessMs: 0 });
    const hours: Array<ArrivingHour<Kind>> = [
      { kind: 'breaks', late: [5, 5] },
      { kind: 'breaks', late: [0, 0] },
    ];
    await arrive(knex, hours, windowOf, now => evaluator.run(now));
    expect(await knex('alert_rule_states')).toMatchObject([{ breaches: 1 }]);
    expect(await knex('alerts')).toEqual([]);
    expect(logger.warn.mock.calls).toEqual([
      [
        'Traffic of risk from 1 April 2013, 00:00 UTC to 1 April 2013, 00:10 UTC came too late for alert rules, which have judged until 1 April 2013, 02:00 UTC; mlops.monitoring.lateness says how long they wait',
      ],
    ]);
    await evaluator.run(TODAY + HOUR);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });
});
