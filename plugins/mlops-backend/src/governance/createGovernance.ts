import type {
  AuditorService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { mlopsPermissions } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { actorOf } from './Actor';
import { AuditLog } from './AuditLog';
import { auditorMirror } from './auditorMirror';
import { AuditRetention } from './AuditRetention';
import { auditRoutes } from './auditRoutes';
import { DatabaseAuditStore } from './AuditStore';
import { AuditTrail } from './AuditTrail';
import { AuthorizedAuditService } from './AuthorizedAuditService';
import type { AuditedModels } from './AuthorizedAuditService';
import { DatabaseCheckpointStore } from './checkpoints/CheckpointStore';
import { DatabaseGovernedModels } from './GovernedModels';
import { ModelAuthorizer } from './ModelAuthorizer';
import { mlopsModelResourceRef, modelRules } from './modelRules';
import type { AuditConfig } from './readAuditConfig';

/** What Backstage gives for it. */
interface Services {
  auditor: AuditorService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  logger: LoggerService;
}

/** Who may do what, and the trail of what was done: what every other area asks, and nothing that asks them. */
export function createGovernance(database: Knex, config: AuditConfig, services: Services) {
  const { auditor, permissions, permissionsRegistry, logger } = services;
  const audit = new AuditLog(auditorMirror(auditor, logger));
  const stores = {
    events: new DatabaseAuditStore(database),
    checkpoints: new DatabaseCheckpointStore(database),
  };
  const trail = new AuditTrail(database, stores, audit, config.keys);
  const governedModels = new DatabaseGovernedModels(database);
  permissionsRegistry.addResourceType({
    resourceRef: mlopsModelResourceRef,
    permissions: mlopsPermissions,
    rules: modelRules,
    getResources: async names => {
      const found = await governedModels.find(names);
      return names.map(name => found.get(name));
    },
  });
  const authorizer = new ModelAuthorizer(
    permissions,
    permissionsRegistry.getPermissionRuleset(mlopsModelResourceRef),
    governedModels,
    (credentials, permission, model) =>
      database.transaction(transaction =>
        audit.append(transaction, {
          actor: actorOf(credentials),
          action: permission.name,
          outcome: 'denied',
          resource: model
            ? { kind: 'model', name: model.name }
            : { kind: 'registry', name: 'mlops' },
        }),
      ),
  );
  return {
    audit,
    governedModels,
    authorizer,
    routes: (models: AuditedModels) =>
      auditRoutes(new AuthorizedAuditService(trail, models, authorizer)),
    /** Signs the end of the trail from time to time, and removes what is older than it is kept. */
    async schedule(scheduler: SchedulerService): Promise<void> {
      if (config.keys.canSign) {
        await scheduler.scheduleTask({
          id: 'sign-audit-trail',
          frequency: { milliseconds: config.checkpointEveryMs },
          timeout: { hours: 1 },
          initialDelay: { minutes: 1 },
          async fn() {
            await trail.createCheckpointOfChanges({ ref: 'plugin:mlops/checkpoint' });
          },
        });
      }
      if (config.retentionMs !== undefined) {
        const retention = new AuditRetention(
          database,
          stores,
          audit,
          config.keys,
          logger,
          config.retentionMs,
        );
        await scheduler.scheduleTask({
          id: 'retain-audit-events',
          frequency: { hours: 6 },
          timeout: { hours: 1 },
          initialDelay: { minutes: 5 },
          fn: () => retention.run(),
        });
      }
    },
  };
}
