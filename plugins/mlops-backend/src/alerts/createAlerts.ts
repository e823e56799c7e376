import type { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { AuditLog } from '../governance/AuditLog';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import { lastArrivals } from '../monitoring/lastArrivals';
import type { MonitoringService } from '../monitoring/MonitoringService';
import type { Watermark } from '../monitoring/Watermark';
import type { WindowStore } from '../monitoring/WindowStore';
import type { OutboxService } from '../outbox/createOutbox';
import type { PerformanceService } from '../performance/PerformanceService';
import { sendWebhook } from '../webhooks/sendWebhook';
import { alertRoutes } from './alertRoutes';
import { AlertService } from './AlertService';
import type { AlertedModels } from './AlertService';
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

/** What alerts need of the other areas and of Backstage. */
export interface AlertPorts {
  store: AlertStore;
  models: AlertedModels & FoundModels;
  /** Everything that serves something. */
  deployments(): Promise<WatchedDeployment[]>;
  /** The environment of a model's deployment; undefined for one that is gone. */
  environmentOf(
    transaction: Knex.Transaction,
    modelId: string,
    deployment: string,
  ): Promise<string | undefined>;
  /** A metric of a version's newest evaluation of its test split. */
  evaluated(deployment: string, version: number, metric: string): Promise<number | undefined>;
  windows: Pick<WindowStore, 'extent'>;
  monitoring: Pick<MonitoringService, 'settled'>;
  watermark: Watermark;
  performance: Pick<PerformanceService, 'series'>;
  outbox: OutboxService;
  authorizer: ModelAuthorizer;
  audit: AuditLog;
  /** Without a slash at its end. */
  portalUrl: string;
  logger: LoggerService;
}

/** Alerts, the rules that raise them, and who is told of them. */
export function createAlerts(database: Knex, config: AlertsConfig, ports: AlertPorts) {
  const { models, audit, authorizer, outbox, logger } = ports;
  const mutes = new DatabaseMuteStore(database);
  const rules = new DatabaseRuleStore(database);
  const states = new DatabaseRuleStateStore(database);
  for (const { endpoint } of config.webhooks) {
    outbox.add(endpoint.name, message => sendWebhook(endpoint, message));
  }
  const announcer = new AlertAnnouncer(config.webhooks, ports.portalUrl, {
    mutes,
    outbox,
    environmentOf: ports.environmentOf,
  });
  const service = new AlertService(database, ports.store, models, audit, announcer);
  const traffic = watchTraffic({
    windows: ports.windows,
    monitoring: ports.monitoring,
    watermark: ports.watermark,
    performance: ports.performance,
    evaluated: ports.evaluated,
    lastArrivals: () => lastArrivals(database),
  });
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
      deployments: ports.deployments,
    },
    logger,
  );
  return {
    service,
    handlers: {
      ...alertRoutes(new AuthorizedAlertService(service, models, authorizer)),
      ...alertRuleRoutes(
        new AuthorizedAlertRuleService(
          new AlertRuleService(database, config.defaults, { rules, states, mutes }, models, audit),
          new RulePreview(observations, traffic, ports.deployments),
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
