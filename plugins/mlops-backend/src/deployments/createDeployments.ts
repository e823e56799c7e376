import type { LoggerService } from '@backstage/backend-plugin-api';
import type { LifecyclePolicy } from '@mlops-backstage/plugin-mlops-common';
import type { ArtifactStore, DeploymentTarget } from '@mlops-backstage/plugin-mlops-node';
import type { Knex } from 'knex';
import type { AuditLog } from '../governance/AuditLog';
import { AutomaticRollback } from './bake/AutomaticRollback';
import { Bakes } from './bake/Bakes';
import type { BakeTraffic } from './bake/Bakes';
import { DatabaseBakeStore } from './bake/BakeStore';
import { DeploymentReader } from './DeploymentReader';
import { DeploymentReconciler } from './DeploymentReconciler';
import type { LoggedRate, PredictionLogging, ProfileSchemas } from './DeploymentReconciler';
import { DeploymentService } from './DeploymentService';
import type { DeployableModels } from './DeploymentService';
import type { DeploymentStore } from './DeploymentStore';
import { Environments } from './Environments';
import { DatabaseReplicaStore } from './ReplicaStore';
import { ServingRules } from './ServingRules';
import type { FindVersion } from './ServingRules';
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
    findVersion: FindVersion;
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
  const { targets, models, findVersion, policy, audit, logger } = ports;
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
    ports.traffic,
    ports.windowMs,
    target => !targets.get(target)?.servesElsewhere,
  );
  const rules = new ServingRules(targets, environments, findVersion);
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
  return {
    reader,
    reconciler,
    deployments: new DeploymentService(database, { ...parts, reader, models }, onChange),
    /** What follows for deployments when a version changes its stage. */
    consequences: new StageConsequences(database, parts, findVersion, policy.onArchive),
    bakeStore,
    /** Takes versions that broke their limits from where they answer. */
    automaticRollback: new AutomaticRollback(database, { ...parts, models, bakeStore }, onChange),
  };
}
