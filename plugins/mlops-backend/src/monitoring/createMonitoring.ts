import { randomUUID } from 'node:crypto';
import type { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { DaySums } from './health/DaySums';
import { healthRoutes } from './health/healthRoutes';
import { HealthService } from './health/HealthService';
import type { DeploymentsOfCaller } from './health/HealthService';
import { openAlertsByDeployment } from './health/openAlertsByDeployment';
import { DatabaseTrafficDayStore } from './health/TrafficDayStore';
import { AuthorizedMonitoringService } from './AuthorizedMonitoringService';
import type { ReadableDeployments } from './AuthorizedMonitoringService';
import { lastArrivals } from './lastArrivals';
import { TallyFolder } from './lost/TallyFolder';
import { monitoringRoutes } from './monitoringRoutes';
import { MonitoringService } from './MonitoringService';
import type { MonitoredVersions } from './MonitoredVersion';
import { Observer } from './Observer';
import { DatabaseObserverStore } from './ObserverStore';
import type { MonitoringConfig } from './readMonitoringConfig';
import { DatabaseRollUpStore } from './RollUpStore';
import { Watermark } from './Watermark';
import { WindowRecorder } from './WindowRecorder';
import { WindowRetention } from './WindowRetention';
import { DatabaseWindowStore } from './WindowStore';
import type { Window } from './Window';

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
  const days = new DatabaseTrafficDayStore(database);
  const observers = new DatabaseObserverStore(database);
  const id = randomUUID();
  const { talliesDirectory } = config;
  const tallies =
    talliesDirectory === undefined ? undefined : TallyFolder.open(talliesDirectory, id, logger);
  const recorder = new WindowRecorder(
    // What is stored is counted where it is told apart from what was answered.
    { add: (added, batch) => windows.add(added, batch, tallies && id) },
    config.retention.fineMs,
    logger,
  );
  const service = new MonitoringService(windows, versions, config, observers);
  return {
    windows,
    watermark: new Watermark(windows, config),
    recorder,
    observer: new Observer(id, observers, recorder, config.flushIntervalMs, tallies, logger),
    /** Where the model server is to tally what it answers, if it is. */
    tallies: tallies?.files,
    service,
    /** Adds what is told by others than the model server, in the transaction in which it is taken. */
    addIn: (transaction: Knex.Transaction, added: Window[]): Promise<void> =>
      new DatabaseWindowStore(transaction, config.windowMs).add(added),
    /** Removes what is kept of deployments that are gone. */
    async forget(transaction: Knex.Transaction, deployments: string[]): Promise<void> {
      await windows.remove(transaction, deployments);
      await days.remove(transaction, deployments);
      await observers.forget(transaction, deployments);
    },
    /** @param servesElsewhere - whether a target stands for systems that are never asked */
    routes: (
      deployments: ReadableDeployments & DeploymentsOfCaller,
      servesElsewhere: (target: string) => boolean,
    ) => ({
      ...monitoringRoutes(new AuthorizedMonitoringService(service, deployments)),
      ...healthRoutes(
        new HealthService(
          deployments,
          days,
          names => openAlertsByDeployment(database, names),
          () => lastArrivals(database),
          servesElsewhere,
        ),
      ),
    }),
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
          const { daysMs } = config.retention;
          await observers.removeBefore(Date.now() - Math.min(daysMs, GAPS_KEPT_MS));
          if (Number.isFinite(daysMs)) {
            await days.removeBefore(Date.now() - daysMs);
          }
        },
      });
      const sums = new DaySums(days, service, logger);
      await scheduler.scheduleTask({
        id: 'sum-up-days',
        frequency: { minutes: 2 },
        timeout: { minutes: 30 },
        fn: () => sums.run(),
      });
    },
  };
}
