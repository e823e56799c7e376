import type { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { AuthorizedMonitoringService } from './AuthorizedMonitoringService';
import type { ReadableDeployments } from './AuthorizedMonitoringService';
import { monitoringRoutes } from './monitoringRoutes';
import { MonitoringService } from './MonitoringService';
import type { MonitoredVersions } from './MonitoringService';
import { Observer } from './Observer';
import { DatabaseObserverStore } from './ObserverStore';
import type { MonitoringConfig } from './readMonitoringConfig';
import { DatabaseRollUpStore } from './RollUpStore';
import { WindowRecorder } from './WindowRecorder';
import { WindowRetention } from './WindowRetention';
import { DatabaseWindowStore } from './WindowStore';

/** How long it is shown that something wasn't counted, where windows are kept for ever. */
const GAPS_KEPT_MS = 366 * 24 * 3_600_000;

/** Monitoring over a database. Windows are taken from the start; they are shown once there are deployments. */
export function createMonitoring(
  database: Knex,
  config: MonitoringConfig,
  versions: MonitoredVersions,
  logger: LoggerService,
) {
  const windows = new DatabaseWindowStore(database, config.windowMs);
  const observers = new DatabaseObserverStore(database);
  const recorder = new WindowRecorder(windows, config.retention.fineMs, logger);
  const service = new MonitoringService(windows, versions, config, observers);
  return {
    windows,
    recorder,
    observer: new Observer(observers, recorder, config.flushIntervalMs, logger),
    service,
    routes: (deployments: ReadableDeployments) =>
      monitoringRoutes(new AuthorizedMonitoringService(service, deployments)),
    /** @param watched - the deployments whose windows somebody reads to the minute */
    async schedule(scheduler: SchedulerService, watched: () => Promise<ReadonlySet<string>>) {
      const retention = new WindowRetention(
        new DatabaseRollUpStore(database),
        config.retention,
        watched,
        logger,
      );
      await scheduler.scheduleTask({
        id: 'roll-up-windows',
        frequency: { hours: 1 },
        timeout: { minutes: 55 },
        async fn() {
          await retention.run();
          const kept = Math.min(config.retention.daysMs, GAPS_KEPT_MS);
          await observers.removeBefore(Date.now() - kept);
        },
      });
    },
  };
}
