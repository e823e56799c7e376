import type { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import type { LifecyclePolicy } from '@mlops-backstage/plugin-mlops-common';
import type { ArtifactStore, DeploymentTarget } from '@mlops-backstage/plugin-mlops-node';
import type { Knex } from 'knex';
import type { AuditLog } from '../governance/AuditLog';
import { AutomaticRollback } from './bake/AutomaticRollback';
import { Bakes } from './bake/Bakes';
import type { BakeTraffic } from './bake/Bakes';
import { DatabaseBakeStore } from './bake/BakeStore';
import { BakeWatcher } from './bake/BakeWatcher';
import type { RaisingAlerts } from './bake/BakeWatcher';
import { LOOK_EVERY_MS } from './bake/judgeBake';
import { DeploymentReader } from './DeploymentReader';
import { DeploymentReconciler } from './DeploymentReconciler';
import type { LoggedRate, PredictionLogging, ProfileSchemas } from './DeploymentReconciler';
import { DeploymentService } from './DeploymentService';
import type { DeployableModels } from './DeployableModels';
import type { DeploymentStore } from './DeploymentStore';
import { Environments } from './Environments';
import { DatabaseReplicaStore } from './ReplicaStore';
import { ServingRules } from './ServingRules';
import { StageConsequences } from './StageConsequences';

/**
 * The services of deployments over their store.
 *
 * @param ports.traffic - what versions answered, in windows of `windowMs` milliseconds
 * @param ports.loggedRate - how many predictions targets are to log; none without it
 * @param ports.logging - what deployments say of it themselves
 * @param ports.onChange - told the name of a model after a change of its deployments was committed
 */
export function createDeployments(
  database: Knex,
  store: DeploymentStore,
  ports: {
    targets: ReadonlyMap<string, DeploymentTarget>;
    models: DeployableModels;
    policy: Pick<LifecyclePolicy, 'environments' | 'onArchive'>;
    audit: AuditLog;
    artifacts: ArtifactStore;
    schemas: ProfileSchemas;
    loggedRate?: LoggedRate;
    logging?: PredictionLogging;
    traffic: BakeTraffic;
    windowMs: number;
    onChange: (model: string) => void;
    logger: LoggerService;
  },
) {
  const { targets, models, policy, audit, traffic, logger } = ports;
  const bakeStore = new DatabaseBakeStore(database);
  const stores = {
    deployments: store,
    replicas: new DatabaseReplicaStore(database),
    bakes: bakeStore,
  };
  const environments = new Environments(policy.environments);
  const bakes = new Bakes(
    bakeStore,
    environments,
    traffic,
    ports.windowMs,
    target => !targets.get(target)?.servesElsewhere,
  );
  const rules = new ServingRules(targets, environments, models);
  const reader = new DeploymentReader(stores, targets);
  const reconciler = new DeploymentReconciler(
    stores,
    targets,
    ports.artifacts,
    ports.schemas,
    ports.loggedRate ?? (() => 0),
    ports.logging,
    logger,
  );
  const parts = { deployments: store, environments, rules, bakes, audit };
  const onChange = (model: string) => {
    reconciler.trigger();
    ports.onChange(model);
  };
  const automaticRollback = new AutomaticRollback(
    database,
    { ...parts, models, bakeStore },
    onChange,
  );
  return {
    reader,
    reconciler,
    deployments: new DeploymentService(database, { ...parts, reader, models }, onChange),
    /** What follows for deployments when a version changes its stage. */
    consequences: new StageConsequences(database, parts, models, policy.onArchive),
    bakeStore,
    /** Takes versions that broke their limits from where they answer. */
    automaticRollback,
    /** The names of the deployments that have a version in its bake time. */
    baking: async (): Promise<ReadonlySet<string>> =>
      new Set((await bakeStore.listUnderWay()).map(({ deployment }) => deployment)),
    /**
     * @param alerts - where it is raised that a version broke its limits
     * @param settleMs - how long it takes at most until an answered request is stored
     */
    async schedule(scheduler: SchedulerService, alerts: RaisingAlerts, settleMs: number) {
      const watcher = new BakeWatcher(
        bakeStore,
        traffic,
        automaticRollback,
        { alerts, settleMs },
        logger,
      );
      await scheduler.scheduleTask({
        id: 'watch-bakes',
        frequency: { milliseconds: LOOK_EVERY_MS },
        timeout: { minutes: 5 },
        fn: () => watcher.run(),
      });
    },
  };
}
