import { join } from 'node:path';
import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { ModelServer } from '@mlops-backstage/model-server';
import { mlopsPermissions } from '@mlops-backstage/plugin-mlops-common';
import type { OperationId } from '@mlops-backstage/plugin-mlops-common';
import {
  artifactStoreExtensionPoint,
  deploymentTargetsExtensionPoint,
  policyReviewExtensionPoint,
} from '@mlops-backstage/plugin-mlops-node';
import type {
  ArtifactStore,
  DeploymentTarget,
  PolicyReviewer,
} from '@mlops-backstage/plugin-mlops-node';
import type { Knex } from 'knex';
import { AccessReview } from './access/AccessReview';
import { accessRoutes } from './access/accessRoutes';
import { AuthorizedAccessService } from './access/AuthorizedAccessService';
import { CatalogPeople } from './access/CatalogPeople';
import { permissionsOff } from './access/permissionsOff';
import { registerActions } from './actions/registerActions';
import { alertRoutes } from './alerts/alertRoutes';
import { AlertService } from './alerts/AlertService';
import { DatabaseAlertStore } from './alerts/AlertStore';
import { AuthorizedAlertService } from './alerts/AuthorizedAlertService';
import { collectUnusedArtifacts } from './artifacts/collectUnusedArtifacts';
import { FileArtifactStore } from './artifacts/FileArtifactStore';
import { OnnxArtifactReader } from './artifacts/OnnxArtifactReader';
import { RemoteArtifacts } from './artifacts/remote/RemoteArtifacts';
import { AuthorizedCardService } from './cards/AuthorizedCardService';
import { cardRoutes } from './cards/cardRoutes';
import { CardService } from './cards/CardService';
import { DatabaseCardStore } from './cards/CardStore';
import type { CardSubjects } from './cards/CardSubject';
import { announceChange } from './catalog/announceChange';
import { CatalogDatasets } from './catalog/CatalogDatasets';
import { CatalogGroups } from './catalog/CatalogGroups';
import { CatalogRegistrar } from './catalog/CatalogRegistrar';
import { AuthorizedRegistrations, catalogRoutes } from './catalog/catalogRoutes';
import { EntityLinks } from './catalog/EntityLinks';
import { DatabaseRegistrationStore } from './catalog/RegistrationStore';
import { SourceReader } from './catalog/SourceReader';
import { openDatabase } from './database/openDatabase';
import { AuthorizedDeploymentService } from './deployments/AuthorizedDeploymentService';
import { createDeployments } from './deployments/createDeployments';
import { deploymentRoutes } from './deployments/deploymentRoutes';
import { DatabaseDeploymentStore } from './deployments/DeploymentStore';
import { EmbeddedTarget } from './deployments/embedded/EmbeddedTarget';
import { actorOf } from './governance/Actor';
import { AuditLog } from './governance/AuditLog';
import { auditorMirror } from './governance/auditorMirror';
import { AuditRetention } from './governance/AuditRetention';
import { auditRoutes } from './governance/auditRoutes';
import { DatabaseAuditStore } from './governance/AuditStore';
import { AuditTrail } from './governance/AuditTrail';
import { AuthorizedAuditService } from './governance/AuthorizedAuditService';
import { DatabaseCheckpointStore } from './governance/checkpoints/CheckpointStore';
import { DatabaseGovernedModels } from './governance/GovernedModels';
import { ModelAuthorizer } from './governance/ModelAuthorizer';
import { mlopsModelResourceRef, modelRules } from './governance/modelRules';
import type { Handlers } from './http/contract';
import { createContractRouter } from './http/createContractRouter';
import { createDeletionRules, createLifecycle } from './lifecycle/createLifecycle';
import { AuthorizedMonitoringService } from './monitoring/AuthorizedMonitoringService';
import { monitoringRoutes } from './monitoring/monitoringRoutes';
import { MonitoringService } from './monitoring/MonitoringService';
import { toWindow } from './monitoring/toWindow';
import { WindowRecorder } from './monitoring/WindowRecorder';
import { DatabaseWindowStore } from './monitoring/WindowStore';
import { readMlopsConfig } from './readMlopsConfig';
import { ArtifactIntake } from './registry/ArtifactIntake';
import { AuthorizedRegistryService } from './registry/AuthorizedRegistryService';
import { createRegistry, createRegistryStores } from './registry/createRegistry';
import { DeletedPurge } from './registry/DeletedPurge';
import { DeployedVersions } from './registry/DeployedVersions';
import { ReferenceProfiles } from './registry/ReferenceProfiles';
import { registryRoutes } from './registry/registryRoutes';
import { AuthorizedTokenService } from './tokens/AuthorizedTokenService';
import { TokenPublisher } from './tokens/TokenPublisher';
import { tokenRoutes } from './tokens/tokenRoutes';
import { TokenService } from './tokens/TokenService';
import { DatabaseTokenStore } from './tokens/TokenStore';
import { TokenUses } from './tokens/TokenUses';

/** The largest reference data that is accepted, in bytes. */
const MAX_REFERENCE_BYTES = 200 * 1024 * 1024;
/** Time a client has to send a whole inference request, in milliseconds. */
const REQUEST_TIMEOUT_MS = 30_000;
/** Elements of one tensor of an inference request. */
const MAX_TENSOR_ELEMENTS = 4_000_000;
/** Windows a worker holds between two hand-overs; replayed traffic fills many. */
const MAX_HELD_WINDOWS = 500;

/** Where to connect to what listens on an interface: nobody can connect to "all of them". */
function connectableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') {
    return 'localhost';
  }
  return host.includes(':') ? `[${host}]` : host;
}

/**
 * The backend of the MLOps plugin: registry, deployments and monitoring.
 *
 * @public
 */
export const mlopsPlugin = createBackendPlugin({
  pluginId: 'mlops',
  register(env) {
    const targets = new Map<string, DeploymentTarget>();
    let moduleStore: ArtifactStore | undefined;
    env.registerExtensionPoint(deploymentTargetsExtensionPoint, {
      addTarget(target) {
        if (targets.has(target.id)) {
          throw new Error(`There is a deployment target "${target.id}" already`);
        }
        targets.set(target.id, target);
      },
    });
    env.registerExtensionPoint(artifactStoreExtensionPoint, {
      setArtifactStore(store) {
        if (moduleStore) {
          throw new Error('The artifact store was set already');
        }
        moduleStore = store;
      },
    });

    let policyReviewer: PolicyReviewer | undefined;
    env.registerExtensionPoint(policyReviewExtensionPoint, {
      setPolicyReviewer(reviewer) {
        if (policyReviewer) {
          throw new Error('The policy reviewer was set already');
        }
        policyReviewer = reviewer;
      },
    });

    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        urlReader: coreServices.urlReader,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { logger, permissionsRegistry } = deps;
        const config = readMlopsConfig(deps.config);
        const portalUrl = deps.config.getString('app.baseUrl').replace(/\/+$/, '');
        const database = await openDatabase(deps.database);
        const audit = new AuditLog(auditorMirror(deps.auditor, logger));
        const temporaryDirectory = join(config.artifacts.directory, 'staging');
        const artifactStore =
          moduleStore ?? (await FileArtifactStore.create({ root: config.artifacts.directory }));

        const stores = createRegistryStores(database);
        const { models, versions } = stores;
        const deploymentStore = new DatabaseDeploymentStore(database);
        const tokenStore = new DatabaseTokenStore(database);
        const registrations = new DatabaseRegistrationStore(database);
        const windows = new DatabaseWindowStore(database);
        const alertStore = new DatabaseAlertStore(database);
        const auditStores = {
          events: new DatabaseAuditStore(database),
          checkpoints: new DatabaseCheckpointStore(database),
        };
        const trail = new AuditTrail(database, auditStores, audit, config.audit.keys);

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
          deps.permissions,
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

        const deployedVersions = new DeployedVersions(
          versions,
          new ReferenceProfiles(versions),
          async name => (await deploymentStore.find(name))?.model_id,
        );
        const recorder = new WindowRecorder(windows, deployedVersions, logger);
        const tokenUses = new TokenUses(tokenStore, logger);
        const server = await ModelServer.start({
          ...config.server,
          windowSeconds: config.monitoring.windowMs / 1000,
          flushIntervalMs: config.monitoring.flushIntervalMs,
          limits: {
            maxBodyBytes: config.server.maxBodyBytes,
            maxRows: config.server.maxRows,
            maxTensorElements: MAX_TENSOR_ELEMENTS,
            requestTimeoutMs: REQUEST_TIMEOUT_MS,
            maxEventTimeWindows: MAX_HELD_WINDOWS,
          },
          onWindows: observed => recorder.record(observed.map(toWindow)),
          onTokenUse: uses => tokenUses.record(uses),
          logger,
        });
        const tokenPublisher = new TokenPublisher(tokenStore, server, logger);
        // Before anything is served: a valid token is never refused because the backend has just started.
        await tokenPublisher.start();
        logger.info(`Serving models on ${config.server.host}:${server.port}`);
        const { host, publicUrl = `http://localhost:${server.port}` } = config.server;
        const embedded = new EmbeddedTarget(
          server,
          {
            public: publicUrl,
            local: `http://${connectableHost(host)}:${server.port}`,
          },
          config.server.authentication === 'tokens',
        );
        targets.set(embedded.id, embedded);

        const tell = (model: string) =>
          announceChange(deps.events, model).catch(error =>
            logger.warn(`Could not announce a change of the model ${model}`, error),
          );
        const lockModel = async (tx: Knex.Transaction, name: string) => {
          const model = await models.lock(tx, name);
          return model && model.deleted_at === null ? model : undefined;
        };
        const { deployments, reader, reconciler, consequences } = createDeployments(
          database,
          deploymentStore,
          {
            targets,
            models: { find: name => models.find(name), lock: lockModel },
            findVersion: (db, modelId, version) => versions.find(modelId, version, db),
            policy: config.lifecycle.policy,
            audit,
            artifacts: artifactStore,
            schemas: deployedVersions,
            onChange: tell,
            logger,
          },
        );
        const tokens = new TokenService(database, tokenStore, audit, {
          takesTokens: target => targets.get(target)?.capabilities?.tokens ?? false,
          publish: () => tokenPublisher.publish(),
        });
        const { index, registry, registration, editor, stages } = createRegistry(database, stores, {
          artifacts: new OnnxArtifactReader(),
          deployments: {
            deploymentsOf: modelIds => reader.deploymentsOf(modelIds),
            servedBy: (tx, modelId, version) => deployments.servedBy(tx, modelId, version),
          },
          alerts: alertStore,
          lifecycle: createDeletionRules(database, audit, config.lifecycle.policy),
          audit,
          onChange: tell,
        });
        const purge = new DeletedPurge(
          database,
          stores,
          index,
          audit,
          [
            (transaction, modelId) => tokens.forgetModel(transaction, modelId),
            async (transaction, modelId) =>
              windows.remove(transaction, await deployments.forgetModel(transaction, modelId)),
          ],
          logger,
          config.registry.deletedRetentionMs,
        );
        const cardSubjects: CardSubjects = {
          findModel: name => models.find(name),
          async hold(tx, name, version) {
            const model = await lockModel(tx, name);
            return (
              model !== undefined && (await versions.find(model.id, version, tx)) !== undefined
            );
          },
          async find(name, version) {
            const model = await models.find(name);
            return model && registry.findSubject(model, version);
          },
        };
        const cards = new CardService(
          database,
          new DatabaseCardStore(database),
          cardSubjects,
          audit,
        );
        const authorizedDeployments = new AuthorizedDeploymentService(
          deployments,
          reader,
          {
            async find(name, version) {
              const model = await models.find(name);
              return model && registry.getVersion(model, version);
            },
            async stagesOf(modelId, numbers) {
              const found = await versions.findMany(numbers.map(version => ({ modelId, version })));
              return new Map(found.map(({ version, stage }) => [version, stage]));
            },
          },
          authorizer,
        );
        const alerts = new AlertService(
          database,
          alertStore,
          {
            lock: (tx, name) => models.lock(tx, name),
            hasVersion: async (tx, modelId, version) =>
              (await versions.find(modelId, version, tx)) !== undefined,
            modelOfDeployment: async name => (await deploymentStore.find(name))?.model,
          },
          audit,
        );
        const groups = new CatalogGroups(deps.catalog, deps.auth);
        const authorizedRegistry = new AuthorizedRegistryService(
          registry,
          registration,
          editor,
          authorizer,
        );
        const lifecycle = createLifecycle(database, config.lifecycle, {
          models: stages,
          versions: authorizedRegistry,
          cards,
          alerts: alertStore,
          serving: consequences,
          groups,
          artifacts: artifactStore,
          authorizer,
          audit,
          notifications: deps.notifications,
          userInfo: deps.userInfo,
          logger,
          onChange(model) {
            reconciler.trigger();
            tell(model);
          },
        });
        const monitoring = new MonitoringService(windows, deployedVersions, config.monitoring);

        const handlers: Handlers<OperationId> = {
          ...registryRoutes({
            registry: authorizedRegistry,
            artifactStore,
            intake: new ArtifactIntake(
              {
                store: artifactStore,
                limits: {
                  artifactBytes: config.artifacts.maxBytes,
                  referenceBytes: MAX_REFERENCE_BYTES,
                },
                temporaryDirectory,
              },
              new RemoteArtifacts(config.artifacts.remote),
            ),
            groups,
          }),
          ...cardRoutes({
            cards: new AuthorizedCardService(cards, cardSubjects, authorizer),
            datasetOwners: new CatalogDatasets(deps.catalog),
            documentationUrl: (model, version) =>
              `${portalUrl}/mlops/compare?v=${model}@${version}`,
          }),
          ...alertRoutes(new AuthorizedAlertService(alerts, models, authorizer)),
          ...auditRoutes(
            new AuthorizedAuditService(
              trail,
              { find: async name => (await models.findByNames([name]))[0] },
              authorizer,
            ),
          ),
          ...accessRoutes(
            new AuthorizedAccessService(
              new AccessReview(
                authorizer,
                governedModels,
                deps.userInfo,
                config.lifecycle.policy.environments.map(({ name }) => name),
                // Where permissions are turned off, no policy decides.
                deps.config.getOptionalBoolean('permission.enabled')
                  ? policyReviewer
                  : permissionsOff,
              ),
              new CatalogPeople(deps.catalog, deps.auth),
              { find: async name => (await models.findByNames([name]))[0] },
              authorizer,
            ),
          ),
          ...catalogRoutes(new AuthorizedRegistrations(registrations, authorizer)),
          ...deploymentRoutes(authorizedDeployments),
          ...lifecycle.handlers,
          ...tokenRoutes(new AuthorizedTokenService(tokens, reader, authorizer)),
          ...monitoringRoutes(new AuthorizedMonitoringService(monitoring, authorizedDeployments)),
        };
        deps.httpRouter.use(
          createContractRouter({
            httpAuth: deps.httpAuth,
            handlers,
            // In tests, an answer that the contract doesn't describe is an error.
            validateAnswers: process.env.NODE_ENV === 'test',
          }),
        );
        registerActions(deps.actionsRegistry, handlers);

        const registrar = new CatalogRegistrar(
          { catalog: deps.catalog, auth: deps.auth, logger },
          registration,
          registrations,
          new SourceReader(deps.urlReader, config.catalog.fileRoots),
          artifactStore,
          {
            maxArtifactBytes: config.artifacts.maxBytes,
            maxReferenceBytes: MAX_REFERENCE_BYTES,
            temporaryDirectory,
          },
        );

        const links = new EntityLinks({ catalog: deps.catalog, auth: deps.auth, logger }, models);

        await deps.scheduler.scheduleTask({
          id: 'register-models-from-catalog',
          frequency: config.catalog.refreshInterval,
          timeout: { minutes: 30 },
          initialDelay: { seconds: 3 },
          async fn() {
            await registrar.run();
            await links.run();
          },
        });
        await deps.scheduler.scheduleTask({
          id: 'expire-approvals',
          frequency: { minutes: 5 },
          timeout: { minutes: 30 },
          fn: () => lifecycle.expiry.run(),
        });
        await deps.scheduler.scheduleTask({
          id: 'purge-deleted',
          frequency: { hours: 1 },
          timeout: { minutes: 30 },
          fn: () => purge.run(),
        });
        await deps.scheduler.scheduleTask({
          id: 'collect-unused-artifacts',
          frequency: { hours: 6 },
          timeout: { hours: 1 },
          fn: () => collectUnusedArtifacts(artifactStore, d => versions.digestsInUse(d), logger),
        });
        if (config.audit.keys.canSign) {
          await deps.scheduler.scheduleTask({
            id: 'sign-audit-trail',
            frequency: { milliseconds: config.audit.checkpointEveryMs },
            timeout: { hours: 1 },
            initialDelay: { minutes: 1 },
            async fn() {
              await trail.createCheckpointOfChanges({ ref: 'plugin:mlops/checkpoint' });
            },
          });
        }
        if (config.audit.retentionMs !== undefined) {
          const retention = new AuditRetention(
            database,
            auditStores,
            audit,
            config.audit.keys,
            logger,
            config.audit.retentionMs,
          );
          await deps.scheduler.scheduleTask({
            id: 'retain-audit-events',
            frequency: { hours: 6 },
            timeout: { hours: 1 },
            initialDelay: { minutes: 5 },
            fn: () => retention.run(),
          });
        }
        deps.lifecycle.addStartupHook(() => reconciler.start());
        deps.lifecycle.addShutdownHook(async () => {
          await reconciler.stop();
          await tokenPublisher.stop();
          await server.close();
          await recorder.close();
          await tokenUses.settle();
        });
      },
    });
  },
});
