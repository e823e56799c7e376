import type { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { DeploymentReader } from '../deployments/DeploymentReader';
import type { AuditLog } from '../governance/AuditLog';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import type { PredictionSettingsStore } from '../predictions/PredictionSettingsStore';
import type { PredictionStore } from '../predictions/PredictionStore';
import { AuthorizedIngestService } from './AuthorizedIngestService';
import { ExternalTarget } from './ExternalTarget';
import { ingestRoutes } from './ingestRoutes';
import { IngestService } from './IngestService';
import type { IngestedVersions, IngestedWindows } from './IngestService';
import { PayloadEvents } from './PayloadEvents';
import { DatabasePayloadPairStore } from './PayloadPairStore';

/** Where deployments are that the portal doesn't serve. */
export const EXTERNAL = new ExternalTarget();

/** As long as a request waits for its answer, or an answer for its request. */
const WAIT_MS = 3_600_000;

/** Monitoring of models that are served elsewhere, over a database. */
export function createIngest(
  database: Knex,
  ports: {
    /** Where predictions are kept, and what deployments say of which. */
    predictions: {
      store: Pick<PredictionStore, 'addNew'>;
      settings: Pick<PredictionSettingsStore, 'find'>;
    };
    windows: IngestedWindows;
    versions: IngestedVersions;
    deployments: DeploymentReader;
    audit: AuditLog;
    authorizer: ModelAuthorizer;
    /** The length of windows. */
    windowMs: number;
    logger: LoggerService;
  },
) {
  const { predictions, windows, versions, deployments, audit, authorizer, windowMs, logger } =
    ports;
  const pairs = new DatabasePayloadPairStore(database);
  const service = new IngestService(
    database,
    {
      predictions: predictions.store,
      settings: predictions.settings,
      windows,
      versions,
      audit,
    },
    windowMs,
  );
  const events = new PayloadEvents(database, pairs, service);
  return {
    handlers: ingestRoutes(new AuthorizedIngestService(service, events, deployments, authorizer)),
    /** Removes what waited in vain. */
    async schedule(scheduler: SchedulerService): Promise<void> {
      await scheduler.scheduleTask({
        id: 'expire-payloads',
        frequency: { hours: 1 },
        timeout: { minutes: 30 },
        async fn() {
          const removed = await pairs.removeBefore(new Date(Date.now() - WAIT_MS));
          if (removed > 0) {
            logger.info(`Removed ${removed} logged payloads whose other half never came`);
          }
        },
      });
    },
    /** Removes what is kept of deployments that are gone. */
    forget: (transaction: Knex.Transaction, gone: string[]) => pairs.remove(transaction, gone),
  };
}
