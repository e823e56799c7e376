import type { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import type { ArtifactStore } from '@mlops-backstage/plugin-mlops-node';
import type { Knex } from 'knex';
import type { AuditLog } from '../governance/AuditLog';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import { DatabaseAliasStore } from './AliasStore';
import { AuthorizedRegistryService } from './AuthorizedRegistryService';
import { DeletedPurge } from './DeletedPurge';
import type { ForgetModel } from './DeletedPurge';
import type { ArtifactReader } from './describeVersion';
import { DatabaseEvaluationStore } from './EvaluationStore';
import { ModelIndex } from './ModelIndex';
import { DatabaseModelStore } from './ModelStore';
import { RegistrationService } from './RegistrationService';
import { RegistryEditor } from './RegistryEditor';
import type { DeletionRules, DeployedModels } from './RegistryEditor';
import type { RegistryLookup } from './RegistryLookup';
import { RegistryReader } from './RegistryReader';
import type { AlertsOfModels, DeploymentsOfModels } from './RegistryReader';
import { RegistryService } from './RegistryService';
import { scheduleHousekeeping } from './scheduleHousekeeping';
import { VersionsByName } from './VersionsByName';
import { VersionStages } from './VersionStages';
import { DatabaseVersionStore } from './VersionStore';

/** The stores of the registry in a database. */
export function createRegistryStores(database: Knex) {
  return {
    models: new DatabaseModelStore(database),
    versions: new DatabaseVersionStore(database),
    evaluations: new DatabaseEvaluationStore(database),
    aliases: new DatabaseAliasStore(database),
  };
}

/**
 * The registry's services over its stores.
 *
 * @param ports.onChange - told the name of a model after a change of it was committed
 */
export function createRegistry(
  database: Knex,
  stores: ReturnType<typeof createRegistryStores>,
  ports: {
    models: RegistryLookup;
    artifacts: ArtifactReader;
    deployments: DeploymentsOfModels & DeployedModels;
    alerts: AlertsOfModels;
    lifecycle: DeletionRules;
    audit: AuditLog;
    onChange: (model: string) => void;
  },
) {
  const { models, artifacts, deployments, alerts, lifecycle, audit, onChange } = ports;
  const index = new ModelIndex(stores.versions, stores.evaluations);
  const reader = new RegistryReader(database, stores, index, deployments, alerts);
  const registry = new RegistryService(stores, reader);
  const registration = new RegistrationService(
    database,
    stores,
    index,
    reader,
    artifacts,
    audit,
    onChange,
  );
  const editor = new RegistryEditor(
    database,
    stores,
    index,
    deployments,
    lifecycle,
    audit,
    onChange,
  );
  return {
    index,
    registry,
    registration,
    editor,
    stages: new VersionStages(models, stores, index),
    versions: new VersionsByName(models, registry),
    /** The same for callers, as far as they may. */
    authorized: (authorizer: ModelAuthorizer) =>
      new AuthorizedRegistryService(registry, registration, editor, authorizer),
    /**
     * @param housekeeping.forget - removes what the other areas keep of a model
     * @param housekeeping.retentionMs - how long what was deleted can be restored
     */
    schedule(
      scheduler: SchedulerService,
      housekeeping: {
        forget: readonly ForgetModel[];
        retentionMs: number;
        artifactStore: ArtifactStore;
        logger: LoggerService;
      },
    ): Promise<void> {
      const { forget, retentionMs, artifactStore, logger } = housekeeping;
      return scheduleHousekeeping(scheduler, {
        purge: new DeletedPurge(database, stores, index, audit, forget, logger, retentionMs),
        artifactStore,
        versions: stores.versions,
        logger,
      });
    },
  };
}
