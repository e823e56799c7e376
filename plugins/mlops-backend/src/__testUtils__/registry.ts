import type { Knex } from 'knex';
import { OnnxArtifactReader } from '../artifacts/OnnxArtifactReader';
import { AuditLog } from '../governance/AuditLog';
import { DatabaseAliasStore } from '../registry/AliasStore';
import { DatabaseEvaluationStore } from '../registry/EvaluationStore';
import { ModelIndex } from '../registry/ModelIndex';
import { DatabaseModelStore } from '../registry/ModelStore';
import { RegistrationService } from '../registry/RegistrationService';
import { RegistryEditor } from '../registry/RegistryEditor';
import { RegistryReader } from '../registry/RegistryReader';
import { RegistryService } from '../registry/RegistryService';
import { DatabaseVersionStore } from '../registry/VersionStore';

/** The registry over a database, without deployments, HTTP and permissions. */
export function createRegistry(knex: Knex) {
  const stores = {
    models: new DatabaseModelStore(knex),
    versions: new DatabaseVersionStore(knex),
    evaluations: new DatabaseEvaluationStore(knex),
    aliases: new DatabaseAliasStore(knex),
  };
  const index = new ModelIndex(stores.versions, stores.evaluations);
  const audit = new AuditLog();
  const reader = new RegistryReader(knex, stores, index, { deploymentsOf: async () => new Map() });
  const registration = new RegistrationService(
    knex,
    stores,
    index,
    reader,
    new OnnxArtifactReader(),
    audit,
    () => {},
  );
  const editor = new RegistryEditor(
    knex,
    stores,
    index,
    { servedBy: async () => [] },
    audit,
    () => {},
  );
  return { stores, index, registration, editor, registry: new RegistryService(stores, reader) };
}
