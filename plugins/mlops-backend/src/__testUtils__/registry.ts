import type { Knex } from 'knex';
import { DatabaseAlertStore } from '../alerts/AlertStore';
import { OnnxArtifactReader } from '../artifacts/OnnxArtifactReader';
import { AuditLog } from '../governance/AuditLog';
import { createApprovalCloser } from '../lifecycle/createLifecycle';
import * as registry from '../registry/createRegistry';

/** The registry over a database, without deployments, HTTP and permissions. */
export function createRegistry(knex: Knex) {
  const stores = registry.createRegistryStores(knex);
  const audit = new AuditLog();
  const services = registry.createRegistry(knex, stores, {
    artifacts: new OnnxArtifactReader(),
    deployments: { deploymentsOf: async () => new Map(), servedBy: async () => [] },
    alerts: new DatabaseAlertStore(knex),
    approvals: createApprovalCloser(knex, audit),
    audit,
    onChange: () => {},
  });
  return { stores, ...services };
}
