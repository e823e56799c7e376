import type { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { AuditLog } from '../governance/AuditLog';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import { lastArrivals } from '../monitoring/lastArrivals';
import type { MonitoringService } from '../monitoring/MonitoringService';
import type { Watermark } from '../monitoring/Watermark';
import type { OutboxService } from '../outbox/createOutbox';
import type { PerformanceService } from '../performance/PerformanceService';
import { sendWebhook } from '../webhooks/sendWebhook';
import { alertRoutes } from './alertRoutes';
import { AlertService } from './AlertService';
import type { AlertedDeployments, AlertedModels } from './AlertService';
import type { AlertStore } from './AlertStore';
import { AuthorizedAlertService } from './AuthorizedAlertService';
import type { FoundModels } from './AuthorizedAlertService';
import { DatabaseMuteStore } from './MuteStore';
import type { AlertsConfig } from './readAlertsConfig';
import { alertRuleRoutes } from './rules/alertRuleRoutes';
import { AlertRuleService } from './rules/AlertRuleService';
import { AuthorizedAlertRuleService } from './rules/AuthorizedAlertRuleService';
import { Observations } from './rules/Observations';
import { RuleEvaluator } from './rules/RuleEvaluator';
import type { WatchedDeployment } from './rules/RuleEvaluator';
import { RulePreview } from './rules/RulePreview';
import { DatabaseRuleStateStore } from './rules/RuleStateStore';
import { DatabaseRuleStore } from './rules/RuleStore';
import { DatabaseRuleMonitorStore } from './rules/together/RuleMonitorStore';
import { watchTraffic } from './rules/watchTraffic';
import { AlertAnnouncer } from './telling/AlertAnnouncer';
import type { PlacedDeployments } from './telling/AlertAnnouncer';

/** What alerts need of the other areas and of Backstage. */
export interface AlertPorts {
  store: AlertStore;
  models: AlertedModels & FoundModels;
  deployments: AlertedDeployments & PlacedDeployments & WatchedDeployments;
  versions: EvaluatedVersions;
  monitoring: Pick<MonitoringService, 'extent' | 'settled'>;
  watermark: Watermark;
  performance: Pick<PerformanceService, 'series'>;
  outbox: OutboxService;
  authorizer: ModelAuthorizer;
  audit: AuditLog;
  /** Without a slash at its end. */
  portalUrl: string;
  logger: LoggerService;
}

/** What rules look at, handed in by the area that owns it. */
interface WatchedDeployments {
  /** Everything that serves something. */
  listDesired(): Promise<WatchedDeployment[]>;
}

/** What versions came to when they were evaluated, handed in by the area that owns them. */
interface EvaluatedVersions {
  /** The newest of each split. */
  latestEvaluations(
    deployment: string,
    version: number,
  ): Promise<ReadonlyArray<Pick<Evaluation, 'split' | 'metrics'>>>;
}

/** Alerts, the rules that raise them, and who is told of them. */
export function createAlerts(database: Knex, config: AlertsConfig, ports: AlertPorts) {
  const { models, deployments, audit, authorizer, outbox, logger } = ports;
  const mutes = new DatabaseMuteStore(database);
  const rules = new DatabaseRuleStore(database);
  const states = new DatabaseRuleStateStore(database);
  for (const { endpoint } of config.webhooks) {
    outbox.add(endpoint.name, message => sendWebhook(endpoint, message));
  }
  const announcer = new AlertAnnouncer(config.webhooks, ports.portalUrl, {
    mutes,
    outbox,
    deployments,
  });
  const service = new AlertService(database, ports.store, models, deployments, audit, announcer);
  const traffic = watchTraffic({
    monitoring: ports.monitoring,
    watermark: ports.watermark,
    performance: ports.performance,
    async evaluated(deployment, version, metric) {
      const evaluations = await ports.versions.latestEvaluations(deployment, version);
      return evaluations.find(({ split }) => split === 'test')?.metrics[metric];
    },
    lastArrivals: () => lastArrivals(database),
  });
  const watched = () => deployments.listDesired();
  const observations = new Observations(traffic);
  const evaluator = new RuleEvaluator(
    database,
    {
      configured: config.defaults,
      rules,
      states,
      monitors: new DatabaseRuleMonitorStore(),
      models,
      alerts: service,
      observations,
      traffic,
      deployments: watched,
    },
    logger,
  );
  return {
    service,
    handlers: {
      ...alertRoutes(new AuthorizedAlertService(service, models, authorizer)),
      ...alertRuleRoutes(
        new AuthorizedAlertRuleService(
          new AlertRuleService(
            database,
            config.defaults,
            { rules, states, mutes },
            models,
            deployments,
            audit,
          ),
          new RulePreview(observations, traffic, watched),
          models,
          authorizer,
        ),
      ),
    },
    async schedule(scheduler: SchedulerService): Promise<void> {
      await scheduler.scheduleTask({
        id: 'look-by-alert-rules',
        frequency: { milliseconds: config.lookEveryMs },
        timeout: { minutes: 30 },
        fn: () => evaluator.run(),
      });
    },
  };
}
