import type {
  DiscoveryService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { ArtifactStore, RetrainingExecutor } from '@mlops-backstage/plugin-mlops-node';
import type { Knex } from 'knex';
import type { AuditLog } from '../governance/AuditLog';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import type { ArtifactIntake } from '../registry/ArtifactIntake';
import { AuthorizedRetrainingService } from './AuthorizedRetrainingService';
import { DryRunService } from './DryRunService';
import { DueRuns } from './DueRuns';
import { WebhookExecutor } from './executors/WebhookExecutor';
import { Executors } from './Executors';
import { PolicyService } from './PolicyService';
import { DatabasePolicyStore } from './PolicyStore';
import { Promotion } from './Promotion';
import type { PromotingLifecycle } from './Promotion';
import type { RetrainingConfig } from './readRetrainingConfig';
import type {
  OutcomePorts,
  RetrainedDeployments,
  RetrainedModels,
  RetrainedTraffic,
  RetrainedVersions,
} from './RetrainedModels';
import { retrainingRoutes } from './retrainingRoutes';
import type { VersionArtifacts } from './retrainingRoutes';
import { RunFollower } from './RunFollower';
import { RunOutcome } from './RunOutcome';
import { RunReports } from './RunReports';
import type { ReportedTo } from './RunReports';
import { RunService } from './RunService';
import { DatabaseRunStore } from './RunStore';
import { TrafficTriggers } from './triggers/TrafficTriggers';
import { triggerTraffic } from './triggers/triggerTraffic';
import type { WatchedByTriggers } from './triggers/triggerTraffic';

/** What retraining needs of the other areas and of Backstage. */
export interface RetrainingPorts extends WatchedByTriggers {
  executors: Map<string, RetrainingExecutor>;
  models: RetrainedModels & RetrainedVersions;
  deployments: RetrainedDeployments;
  /** Where new versions are measured beside those that serve. */
  challengers: Pick<OutcomePorts, 'addChallenger'>;
  monitoring: WatchedByTriggers['monitoring'] & RetrainedTraffic;
  /** Chance of a false alarm of drift. */
  alpha: number;
  registry: ReportedTo & { versions: VersionArtifacts & Pick<OutcomePorts, 'evaluationsOf'> };
  lifecycle: PromotingLifecycle;
  intake: ArtifactIntake;
  artifactStore: ArtifactStore;
  audit: AuditLog;
  authorizer: ModelAuthorizer;
  discovery: DiscoveryService;
  logger: LoggerService;
}

/** Retraining over a database: policies, what starts and follows runs, and its routes. */
export function createRetraining(database: Knex, config: RetrainingConfig, ports: RetrainingPorts) {
  const { models, deployments, challengers, registry, audit, authorizer, logger } = ports;
  const { versions } = registry;
  for (const { id, title, endpoint } of config.webhooks) {
    if (ports.executors.has(id)) {
      throw new Error(`There is a retraining executor "${id}" already`);
    }
    ports.executors.set(id, new WebhookExecutor(id, title, endpoint));
  }
  const executors = new Executors(ports.executors);
  const policies = new DatabasePolicyStore(database);
  const runs = new DatabaseRunStore(database);
  const triggers = new TrafficTriggers(triggerTraffic(ports), ports.alpha);
  const promotion = new Promotion(ports.lifecycle, models);
  const outcome = new RunOutcome(database, {
    runs,
    audit,
    ports: {
      evaluationsOf: versions.evaluationsOf.bind(versions),
      championOf: async (name, db) => (await deployments.find(name, db))?.version ?? null,
      addChallenger: challengers.addChallenger.bind(challengers),
      promote: promotion.run.bind(promotion),
    },
  });
  const follower = new RunFollower(
    database,
    { runs, deployments, executors, outcome, audit },
    {
      maxConcurrent: config.maxConcurrent,
      lostAfterMs: config.lostAfterMs,
      async reportUrl(run) {
        const base = config.reportUrl ?? (await ports.discovery.getExternalBaseUrl('mlops'));
        return `${base}/retraining-runs/${run}/report`;
      },
    },
    logger,
  );
  const dueRuns = new DueRuns(database, { policies, runs, models, triggers, audit }, logger);
  const runService = new RunService(database, runs, follower, audit);
  const retraining = new AuthorizedRetrainingService(
    {
      policies: new PolicyService(database, {
        policies,
        runs,
        models,
        deployments,
        traffic: ports.monitoring,
        executors,
        audit,
      }),
      runs: runService,
      reports: new RunReports(runService, registry, models),
      dryRuns: new DryRunService(triggers),
      executors,
      models,
    },
    authorizer,
  );
  return {
    handlers: retrainingRoutes({
      retraining,
      intake: ports.intake,
      versions,
      artifactStore: ports.artifactStore,
    }),
    /** One replica at a time looks for what is due, and follows what is under way. */
    async schedule(scheduler: SchedulerService): Promise<void> {
      await scheduler.scheduleTask({
        id: 'retrain',
        frequency: { milliseconds: config.pollIntervalMs },
        timeout: { minutes: 10 },
        async fn() {
          await dueRuns.run();
          await follower.run();
        },
      });
    },
  };
}
