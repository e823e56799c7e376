import { ConfigReader } from '@backstage/config';
import type { Knex } from 'knex';
import { DatabaseAlertStore } from '../alerts/AlertStore';
import { OnnxArtifactReader } from '../artifacts/OnnxArtifactReader';
import { AuditLog } from '../governance/AuditLog';
import { createDeletionRules } from '../lifecycle/createLifecycle';
import { readLifecycleConfig } from '../lifecycle/readLifecycleConfig';
import * as registry from '../registry/createRegistry';
import { RegistryLookup } from '../registry/RegistryLookup';

/** The registry over a database, without deployments, HTTP and permissions. */
export function createRegistry(knex: Knex) {
  const stores = registry.createRegistryStores(knex);
  const models = new RegistryLookup(stores);
  const audit = new AuditLog();
  const services = registry.createRegistry(knex, stores, {
    models,
    artifacts: new OnnxArtifactReader(),
    deployments: { deploymentsOf: async () => new Map(), servedBy: async () => [] },
    alerts: new DatabaseAlertStore(knex),
    lifecycle: createDeletionRules(knex, audit, readLifecycleConfig(new ConfigReader({})).policy),
    audit,
    onChange: () => {},
  });
  return { stores, models, ...services };
}
