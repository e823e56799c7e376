import type { Knex } from 'knex';
import type { AuditLog } from '../governance/AuditLog';
import { DatabaseAliasStore } from './AliasStore';
import type { ArtifactReader } from './describeVersion';
import { DatabaseEvaluationStore } from './EvaluationStore';
import { ModelIndex } from './ModelIndex';
import { DatabaseModelStore } from './ModelStore';
import { RegistrationService } from './RegistrationService';
import { RegistryEditor } from './RegistryEditor';
import type { DeletionRules, DeployedModels } from './RegistryEditor';
import { RegistryReader } from './RegistryReader';
import type { AlertsOfModels, DeploymentsOfModels } from './RegistryReader';
import { RegistryService } from './RegistryService';
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
    artifacts: ArtifactReader;
    deployments: DeploymentsOfModels & DeployedModels;
    alerts: AlertsOfModels;
    lifecycle: DeletionRules;
    audit: AuditLog;
    onChange: (model: string) => void;
  },
) {
  const { artifacts, deployments, alerts, lifecycle, audit, onChange } = ports;
  const index = new ModelIndex(stores.versions, stores.evaluations);
  const reader = new RegistryReader(database, stores, index, deployments, alerts);
  return {
    index,
    registry: new RegistryService(stores, reader),
    registration: new RegistrationService(
      database,
      stores,
      index,
      reader,
      artifacts,
      audit,
      onChange,
    ),
    editor: new RegistryEditor(database, stores, index, deployments, lifecycle, audit, onChange),
    stages: new VersionStages(stores, index),
  };
}
