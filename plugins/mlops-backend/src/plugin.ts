import { join } from 'node:path';
import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
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
import { DeploymentReconciler } from './deployments/DeploymentReconciler';
import { deploymentRoutes } from './deployments/deploymentRoutes';
import { DeploymentService } from './deployments/DeploymentService';
import { DatabaseDeploymentStore } from './deployments/DeploymentStore';
import { EmbeddedTarget } from './deployments/embedded/EmbeddedTarget';
import { DatabaseReplicaStore } from './deployments/ReplicaStore';
import { actorOf } from './governance/Actor';
import { AuditLog } from './governance/AuditLog';
import { auditRoutes } from './governance/auditRoutes';
import { DatabaseAuditStore } from './governance/AuditStore';
import { AuthorizedAuditService } from './governance/AuthorizedAuditService';
import { DatabaseGovernedModels } from './governance/GovernedModels';
import { ModelAuthorizer } from './governance/ModelAuthorizer';
import { mlopsModelResourceRef, modelRules } from './governance/modelRules';
import type { Handlers } from './http/contract';
import { createContractRouter } from './http/createContractRouter';
import { AuthorizedMonitoringService } from './monitoring/AuthorizedMonitoringService';
import { monitoringRoutes } from './monitoring/monitoringRoutes';
import { MonitoringService } from './monitoring/MonitoringService';
import { toWindow } from './monitoring/toWindow';
import { WindowRecorder } from './monitoring/WindowRecorder';
import { DatabaseWindowStore } from './monitoring/WindowStore';
import { pendingHandlers } from './pending';
import { readMlopsConfig } from './readMlopsConfig';
import { ArtifactIntake } from './registry/ArtifactIntake';
import { AuthorizedRegistryService } from './registry/AuthorizedRegistryService';
import { createRegistry, createRegistryStores } from './registry/createRegistry';
import { DeletedPurge } from './registry/DeletedPurge';
import { DeployedVersions } from './registry/DeployedVersions';
import { ReferenceProfiles } from './registry/ReferenceProfiles';
import { registryRoutes } from './registry/registryRoutes';

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
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        urlReader: coreServices.urlReader,
      },
      async init(deps) {
        const { logger, permissionsRegistry } = deps;
        const config = readMlopsConfig(deps.config);
        const portalUrl = deps.config.getString('app.baseUrl').replace(/\/+$/, '');
        const database = await openDatabase(deps.database);
        const audit = new AuditLog();
        const temporaryDirectory = join(config.artifacts.directory, 'staging');
        const artifactStore =
          moduleStore ?? (await FileArtifactStore.create({ root: config.artifacts.directory }));

        const stores = createRegistryStores(database);
        const { models, versions } = stores;
        const deploymentStore = new DatabaseDeploymentStore(database);
        const replicas = new DatabaseReplicaStore(database);
        const registrations = new DatabaseRegistrationStore(database);
        const windows = new DatabaseWindowStore(database);
        const alertStore = new DatabaseAlertStore(database);

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
                actor: actorOf(credentials).ref,
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
          logger,
        });
        logger.info(`Serving models on ${config.server.host}:${server.port}`);
        const { host, publicUrl = `http://localhost:${server.port}` } = config.server;
        const embedded = new EmbeddedTarget(server, {
          public: publicUrl,
          local: `http://${connectableHost(host)}:${server.port}`,
        });
        targets.set(embedded.id, embedded);

        const reconciler = new DeploymentReconciler(
          { deployments: deploymentStore, replicas },
          targets,
          artifactStore,
          deployedVersions,
          logger,
        );
        const tell = (model: string) =>
          announceChange(deps.events, model).catch(error =>
            logger.warn(`Could not announce a change of the model ${model}`, error),
          );
        const holdVersion = async (tx: Knex.Transaction, name: string, version: number) => {
          const model = await models.lock(tx, name);
          return model && model.deleted_at === null
            ? versions.find(model.id, version, tx)
            : undefined;
        };
        const deployments = new DeploymentService(
          database,
          { deployments: deploymentStore, replicas },
          {
            find: name => models.find(name),
            holdVersion,
          },
          targets,
          audit,
          model => {
            reconciler.trigger();
            tell(model);
          },
        );
        const { index, registry, registration, editor } = createRegistry(database, stores, {
          artifacts: new OnnxArtifactReader(),
          deployments,
          alerts: alertStore,
          audit,
          onChange: tell,
        });
        const purge = new DeletedPurge(
          database,
          stores,
          index,
          audit,
          [
            async (transaction, modelId) =>
              windows.remove(transaction, await deployments.forgetModel(transaction, modelId)),
          ],
          logger,
          config.registry.deletedRetentionMs,
        );
        const cardSubjects: CardSubjects = {
          findModel: name => models.find(name),
          hold: async (tx, name, version) => (await holdVersion(tx, name, version)) !== undefined,
          async find(name, version) {
            const model = await models.find(name);
            return model && registry.findSubject(model, version);
          },
        };
        const authorizedDeployments = new AuthorizedDeploymentService(
          deployments,
          {
            async find(name, version) {
              const model = await models.find(name);
              return model && registry.getVersion(model, version);
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
        const monitoring = new MonitoringService(windows, deployedVersions, config.monitoring);

        const handlers: Handlers<OperationId> = {
          ...pendingHandlers,
          ...registryRoutes({
            registry: new AuthorizedRegistryService(registry, registration, editor, authorizer),
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
            groups: new CatalogGroups(deps.catalog, deps.auth),
          }),
          ...cardRoutes({
            cards: new AuthorizedCardService(
              new CardService(database, new DatabaseCardStore(database), cardSubjects, audit),
              cardSubjects,
              authorizer,
            ),
            datasetOwners: new CatalogDatasets(deps.catalog),
            documentationUrl: (model, version) =>
              `${portalUrl}/mlops/compare?v=${model}@${version}`,
          }),
          ...alertRoutes(new AuthorizedAlertService(alerts, models, authorizer)),
          ...auditRoutes(new AuthorizedAuditService(new DatabaseAuditStore(database), authorizer)),
          ...catalogRoutes(new AuthorizedRegistrations(registrations, authorizer)),
          ...deploymentRoutes(authorizedDeployments),
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
        deps.lifecycle.addStartupHook(() => reconciler.start());
        deps.lifecycle.addShutdownHook(async () => {
          await reconciler.stop();
          await server.close();
          await recorder.close();
        });
      },
    });
  },
});
