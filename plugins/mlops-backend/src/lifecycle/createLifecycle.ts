import type {
  LoggerService,
  SchedulerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { LifecyclePolicy, Stage } from '@mlops-backstage/plugin-mlops-common';
import type { ArtifactStore } from '@mlops-backstage/plugin-mlops-node';
import type { Knex } from 'knex';
import type { AuditLog } from '../governance/AuditLog';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import type { OutboxService } from '../outbox/createOutbox';
import { ApprovalCloser } from './ApprovalCloser';
import { ApprovalDenials } from './ApprovalDenials';
import { ApprovalExpiry } from './ApprovalExpiry';
import { ApprovalNotifier } from './ApprovalNotifier';
import { ApprovalPresenter } from './ApprovalPresenter';
import { approvalRoutes } from './approvalRoutes';
import { ApprovalService } from './ApprovalService';
import { DatabaseApprovalStore } from './ApprovalStore';
import { ArtifactVerifier } from './ArtifactVerifier';
import { AuthorizedApprovalService } from './AuthorizedApprovalService';
import { AuthorizedLifecycleService } from './AuthorizedLifecycleService';
import { GateKeeper } from './GateKeeper';
import { GateService } from './GateService';
import type { KnownGroups } from './GateService';
import { DatabaseGateStore } from './GateStore';
import { stageOfOthers } from './lifecyclePolicy';
import { lifecycleRoutes } from './lifecycleRoutes';
import type { ShownVersions } from './lifecycleRoutes';
import type { OpenAlerts } from './OpenAlerts';
import type { LifecycleConfig } from './readLifecycleConfig';
import type { ServingConsequences } from './ServingConsequences';
import type { StagedModels, WrittenCards } from './StagedModels';
import { TransitionService } from './TransitionService';

/** What the lifecycle needs of the other areas and of Backstage. */
export interface LifecyclePorts {
  models: StagedModels;
  versions: ShownVersions;
  cards: WrittenCards;
  alerts: OpenAlerts;
  serving: ServingConsequences;
  groups: KnownGroups;
  artifacts: Pick<ArtifactStore, 'read'>;
  authorizer: ModelAuthorizer;
  audit: AuditLog;
  outbox: Pick<OutboxService, 'put'>;
  userInfo: UserInfoService;
  logger: LoggerService;
  /** Told after versions were moved, with the name of the model. */
  onChange: (model: string) => void;
}

/** What the lifecycle has to say of what the registry deletes and restores. */
export function createDeletionRules(database: Knex, audit: AuditLog, policy: LifecyclePolicy) {
  const closer = new ApprovalCloser(new DatabaseApprovalStore(database), audit);
  return {
    stageOfOthers: (entered: Stage) => stageOfOthers(policy, entered),
    voidAll: closer.voidAll.bind(closer),
  };
}

/** The lifecycle's services and routes over a database. */
export function createLifecycle(database: Knex, config: LifecycleConfig, ports: LifecyclePorts) {
  const { models, audit, authorizer, userInfo, logger } = ports;
  const { policy } = config;
  const store = new DatabaseApprovalStore(database);
  const gates = new DatabaseGateStore(database);
  const keeper = new GateKeeper(config.gates, gates, models, ports.cards, ports.alerts);
  const notifier = new ApprovalNotifier(ports.outbox);
  const closer = new ApprovalCloser(store, audit, notifier);
  const expiry = new ApprovalExpiry(database, store, models, closer, logger);
  const presenter = new ApprovalPresenter(userInfo, authorizer);
  const approvals = new ApprovalService(
    database,
    store,
    models,
    policy,
    keeper,
    expiry,
    audit,
    notifier,
    config.approvalExpiryMs,
  );
  const transitions = new TransitionService(
    database,
    models,
    policy,
    { keeper, verifier: new ArtifactVerifier(ports.artifacts) },
    { store, closer, expiry },
    ports.serving,
    audit,
    ports.onChange,
  );
  return {
    policy,
    transitions,
    approvals,
    /** Whether a version lacks an approval that it needs to enter a stage. */
    async needsApproval(name: string, number: number, to: Stage): Promise<boolean> {
      const model = await models.find(name);
      const version = model && (await models.findVersion(model.id, number));
      const options = model && version ? await transitions.options(model, version) : [];
      const asked = options.find(option => option.to === to)?.gates ?? [];
      return asked.some(({ gate, state }) => gate === 'approvals' && state !== 'passed');
    },
    handlers: {
      ...lifecycleRoutes(
        new AuthorizedLifecycleService(
          policy,
          models,
          new GateService(database, gates, models, config.gates, ports.groups, audit),
          transitions,
          presenter,
          authorizer,
        ),
        ports.versions,
      ),
      ...approvalRoutes(
        new AuthorizedApprovalService(
          approvals,
          models,
          presenter,
          userInfo,
          authorizer,
          new ApprovalDenials(database, audit),
        ),
      ),
    },
    /** Ends requests for approval whose time is over; who reads or uses one doesn't wait for it. */
    async schedule(scheduler: SchedulerService): Promise<void> {
      await scheduler.scheduleTask({
        id: 'expire-approvals',
        frequency: { minutes: 5 },
        timeout: { minutes: 30 },
        fn: () => expiry.run(),
      });
    },
  };
}
