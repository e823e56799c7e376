import type { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { DeploymentReader } from '../deployments/DeploymentReader';
import type { AuditLog } from '../governance/AuditLog';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import { AuthorizedPredictionService } from './AuthorizedPredictionService';
import { ComparisonService } from './ComparisonService';
import type { ComparedVersions } from './ComparisonService';
import { LabelService } from './LabelService';
import { DatabaseLabelStore } from './LabelStore';
import { PredictionRecorder } from './PredictionRecorder';
import type { PredictingVersions } from './PredictionRecorder';
import { predictionRoutes } from './predictionRoutes';
import { PredictionRetention } from './PredictionRetention';
import { PredictionSettingsService } from './PredictionSettingsService';
import { DatabasePredictionSettingsStore } from './PredictionSettingsStore';
import { DatabasePredictionStore } from './PredictionStore';
import { loggedRate } from './readPredictionsConfig';
import type { PredictionsConfig } from './readPredictionsConfig';
import { togetherSince } from './togetherSince';

/** Revisions read at a time. */
const PAGE = 100;

/** Logged predictions over a database. They are taken from the start; they are shown once there are deployments. */
export function createPredictions(
  database: Knex,
  config: PredictionsConfig,
  versions: PredictingVersions & Pick<ComparedVersions, 'problemTypeOf'>,
  logger: LoggerService,
) {
  const stores = {
    predictions: new DatabasePredictionStore(database),
    labels: new DatabaseLabelStore(database),
  };
  const settings = new DatabasePredictionSettingsStore(database);
  return {
    recorder: new PredictionRecorder(stores.predictions, versions, settings, logger),
    /** Where predictions that come by other ways are kept, too. */
    store: stores.predictions,
    /** What deployments say themselves of what is logged. */
    settings,
    /** How many predictions a deployment logs where it doesn't say so itself. */
    loggedRate: (deployment: Parameters<typeof loggedRate>[1]) => loggedRate(config, deployment),
    /** Removes what is kept of deployments that are gone. */
    async forget(transaction: Knex.Transaction, deployments: string[]): Promise<void> {
      await stores.predictions.remove(transaction, deployments);
      await stores.labels.remove(transaction, deployments);
      await settings.remove(transaction, deployments);
    },
    routes(ports: {
      deployments: DeploymentReader;
      audit: AuditLog;
      authorizer: ModelAuthorizer;
      /** Where uploaded files may lie while they are read. */
      temporaryDirectory: string;
      /** Told after what is logged was changed. */
      onChange: () => void;
    }) {
      const { deployments, audit, authorizer } = ports;
      const comparisons = new ComparisonService(
        stores.predictions,
        {
          versionOf: (deployment, version) => versions.versionOf(deployment, version),
          problemTypeOf: deployment => versions.problemTypeOf(deployment),
          togetherSince: (row, version, against) =>
            togetherSince(
              below => deployments.listRevisions(row, { limit: PAGE, below }),
              version,
              against,
            ),
        },
        config,
      );
      return predictionRoutes(
        new AuthorizedPredictionService(
          new LabelService(database, stores.labels, settings, audit),
          comparisons,
          new PredictionSettingsService(database, settings, audit, ports.onChange),
          deployments,
          authorizer,
        ),
        ports.temporaryDirectory,
      );
    },
    async schedule(scheduler: SchedulerService): Promise<void> {
      const retention = new PredictionRetention(stores, config.retentionMs, logger);
      await scheduler.scheduleTask({
        id: 'remove-old-predictions',
        frequency: { hours: 1 },
        timeout: { minutes: 30 },
        fn: () => retention.run(),
      });
    },
  };
}
