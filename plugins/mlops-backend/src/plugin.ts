import { join } from 'node:path';
import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import type { OperationId } from '@mlops-backstage/plugin-mlops-common';
import { createAccess } from './access/createAccess';
import { registerActions } from './actions/registerActions';
import { DatabaseAlertStore } from './alerts/AlertStore';
import { createAlerts } from './alerts/createAlerts';
import { FileArtifactStore } from './artifacts/FileArtifactStore';
import { OnnxArtifactReader } from './artifacts/OnnxArtifactReader';
import { RemoteArtifacts } from './artifacts/remote/RemoteArtifacts';
import { createCards } from './cards/createCards';
import { announceChange } from './catalog/announceChange';
import { CatalogDatasets } from './catalog/CatalogDatasets';
import { CatalogGroups } from './catalog/CatalogGroups';
import { createCatalog } from './catalog/createCatalog';
import { openDatabase } from './database/openDatabase';
import { AuthorizedDeploymentService } from './deployments/AuthorizedDeploymentService';
import { createDeployments } from './deployments/createDeployments';
import { DeploymentLookup } from './deployments/DeploymentLookup';
import { deploymentRoutes } from './deployments/deploymentRoutes';
import { DatabaseDeploymentStore } from './deployments/DeploymentStore';
import { startDataPlane } from './deployments/embedded/startDataPlane';
import { registerExtensionPoints } from './extensions';
import { createGovernance } from './governance/createGovernance';
import type { Handlers } from './http/contract';
import { createContractRouter } from './http/createContractRouter';
import { createIngest, EXTERNAL } from './ingest/createIngest';
import { createDeletionRules, createLifecycle } from './lifecycle/createLifecycle';
import { createMonitoring } from './monitoring/createMonitoring';
import { toWindow } from './monitoring/toWindow';
import { createOutbox } from './outbox/createOutbox';
import { createPerformance } from './performance/createPerformance';
import { createPredictions } from './predictions/createPredictions';
import { readMlopsConfig } from './readMlopsConfig';
import { ArtifactIntake } from './registry/ArtifactIntake';
import { createRegistry, createRegistryStores } from './registry/createRegistry';
import { DeployedVersions } from './registry/DeployedVersions';
import { ReferenceProfiles } from './registry/ReferenceProfiles';
import { RegistryLookup } from './registry/RegistryLookup';
import { registryRoutes } from './registry/registryRoutes';
import { createRetraining } from './retraining/createRetraining';
import { RUN_TOKEN_OPERATIONS, RUN_TOKEN_PATH } from './retraining/retrainingRoutes';
import { createTokens } from './tokens/createTokens';

/** The largest reference data that is accepted, in bytes. */
const MAX_REFERENCE_BYTES = 200 * 1024 * 1024;

/**
 * The backend of the MLOps plugin: registry, deployments and monitoring.
 *
 * @public
 */
export const mlopsPlugin = createBackendPlugin({
  pluginId: 'mlops',
  register(env) {
    const extensions = registerExtensionPoints(env);

    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        database: coreServices.database,
        discovery: coreServices.discovery,
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
        const { logger } = deps;
        const { targets } = extensions;
        const config = readMlopsConfig(deps.config);
        const portalUrl = deps.config.getString('app.baseUrl').replace(/\/+$/, '');
        const database = await openDatabase(deps.database);
        const temporaryDirectory = join(config.artifacts.directory, 'staging');
        const artifactStore =
          extensions.artifactStore ??
          (await FileArtifactStore.create({ root: config.artifacts.directory }));

        const stores = createRegistryStores(database);
        const models = new RegistryLookup(stores);
        const deploymentStore = new DatabaseDeploymentStore(database);
        const deployed = new DeploymentLookup(deploymentStore);
        const deployedVersions = new DeployedVersions(
          models,
          stores.evaluations,
          new ReferenceProfiles(stores.versions),
          deployed,
        );
        const alertStore = new DatabaseAlertStore(database);

        const governance = createGovernance(database, config.audit, deps);
        const { audit, authorizer } = governance;
        const outbox = createOutbox(database, deps, logger);
        const tell = (model: string) =>
          announceChange(deps.events, model).catch(error =>
            logger.warn(`Could not announce a change of the model ${model}`, error),
          );

        const monitoring = createMonitoring(database, config.monitoring, deployedVersions, logger);
        const { recorder, observer } = monitoring;
        const predictions = createPredictions(
          database,
          config.predictions,
          deployedVersions,
          logger,
        );
        const performance = createPerformance(database, deployedVersions);
        const tokens = createTokens(database, audit, config.tokens, logger);
        const dataPlane = await startDataPlane(
          config,
          {
            onWindows: observed => recorder.record(observed.map(toWindow)),
            onTokenUse: uses => tokens.uses.record(uses),
            onPredictions: logged => predictions.recorder.record(logged),
            onWorkerExit: exit => void observer.loseWorker(exit),
            tallies: monitoring.tallies,
          },
          logger,
          { lostRequests: () => recorder.lostRequests, stored: () => outbox.metric() },
        );
        targets.set(dataPlane.target.id, dataPlane.target);
        targets.set(EXTERNAL.id, EXTERNAL);
        const published = await tokens.publishTo(
          dataPlane.server,
          target => targets.get(target)?.capabilities?.tokens ?? false,
        );

        const deploying = createDeployments(database, deploymentStore, {
          targets,
          models,
          policy: config.lifecycle.policy,
          audit,
          artifacts: artifactStore,
          schemas: deployedVersions,
          loggedRate: predictions.loggedRate,
          logging: predictions.settings,
          traffic: monitoring.windows,
          windowMs: config.monitoring.windowMs,
          onChange: tell,
          logger,
        });
        const { deployments, reader, reconciler } = deploying;
        const registry = createRegistry(database, stores, {
          models,
          artifacts: new OnnxArtifactReader(),
          deployments: reader,
          alerts: alertStore,
          lifecycle: createDeletionRules(database, audit, config.lifecycle.policy),
          audit,
          onChange: tell,
        });
        const uploads = {
          store: artifactStore,
          limits: { artifactBytes: config.artifacts.maxBytes, referenceBytes: MAX_REFERENCE_BYTES },
          temporaryDirectory,
        };
        const intake = new ArtifactIntake(uploads, new RemoteArtifacts(config.artifacts.remote));
        const authorizedRegistry = registry.authorized(authorizer);
        const authorizedDeployments = new AuthorizedDeploymentService(
          deployments,
          reader,
          registry.versions,
          authorizer,
        );
        const ingest = createIngest(database, {
          predictions,
          windows: monitoring,
          versions: deployedVersions,
          deployments: reader,
          audit,
          authorizer,
          windowMs: config.monitoring.windowMs,
          logger,
        });
        const { cards, ...documents } = createCards(database, {
          models,
          subjects: registry.versions,
          datasetOwners: new CatalogDatasets(deps.catalog),
          authorizer,
          audit,
          portalUrl,
        });
        const groups = new CatalogGroups(deps.catalog, deps.auth);
        const lifecycle = createLifecycle(database, config.lifecycle, {
          models: registry.stages,
          versions: authorizedRegistry,
          cards,
          alerts: alertStore,
          serving: deploying.consequences,
          groups,
          artifacts: artifactStore,
          authorizer,
          audit,
          outbox,
          userInfo: deps.userInfo,
          logger,
          onChange(model) {
            reconciler.trigger();
            tell(model);
          },
        });
        const alerts = createAlerts(database, config.alerts, {
          store: alertStore,
          models,
          deployments: deployed,
          versions: deployedVersions,
          monitoring: monitoring.service,
          watermark: monitoring.watermark,
          performance: performance.service,
          outbox,
          authorizer,
          audit,
          portalUrl,
          logger,
        });
        const retraining = createRetraining(database, config.retraining, {
          executors: extensions.executors,
          models,
          deployments: deployed,
          challengers: deployments,
          monitoring: monitoring.service,
          watermark: monitoring.watermark,
          performance: performance.service,
          alpha: config.monitoring.alpha,
          registry,
          lifecycle,
          intake,
          artifactStore,
          audit,
          authorizer,
          discovery: deps.discovery,
          logger,
        });
        const catalog = createCatalog(database, config.catalog, deps, {
          registration: registry.registration,
          uploads,
          models: stores.models,
          authorizer,
        });
        const access = createAccess(deps, {
          models,
          governedModels: governance.governedModels,
          authorizer,
          environments: config.lifecycle.policy.environments,
          isEnforced: deps.config.getOptionalBoolean('permission.enabled') ?? false,
          policyReviewer: extensions.policyReviewer,
        });

        const handlers: Handlers<OperationId> = {
          ...registryRoutes({ registry: authorizedRegistry, artifactStore, intake, groups }),
          ...documents.handlers,
          ...lifecycle.handlers,
          ...deploymentRoutes(authorizedDeployments),
          ...published.routes(reader, authorizer),
          ...monitoring.routes(
            authorizedDeployments,
            target => targets.get(target)?.servesElsewhere ?? false,
          ),
          ...predictions.routes({
            deployments: reader,
            audit,
            authorizer,
            temporaryDirectory,
            onChange: () => reconciler.trigger(),
          }),
          ...performance.routes(authorizedDeployments),
          ...ingest.handlers,
          ...alerts.handlers,
          ...outbox.handlers({ audit, authorizer }),
          ...retraining.handlers,
          ...catalog.handlers,
          ...governance.routes(models),
          ...access.handlers,
        };
        deps.httpRouter.addAuthPolicy({ path: RUN_TOKEN_PATH, allow: 'unauthenticated' });
        deps.httpRouter.use(
          createContractRouter({
            httpAuth: deps.httpAuth,
            handlers,
            openTo: RUN_TOKEN_OPERATIONS,
            // In tests, an answer that the contract doesn't describe is an error.
            validateAnswers: process.env.NODE_ENV === 'test',
          }),
        );
        registerActions(deps.actionsRegistry, handlers);

        const { scheduler } = deps;
        await catalog.schedule(scheduler);
        await governance.schedule(scheduler);
        await outbox.schedule(deps);
        await alerts.schedule(scheduler);
        await retraining.schedule(scheduler);
        await monitoring.schedule(scheduler, deploying.baking);
        await lifecycle.schedule(scheduler);
        await deploying.schedule(scheduler, alerts.service, 2 * config.monitoring.flushIntervalMs);
        await registry.schedule(scheduler, {
          forget: [
            (transaction, modelId) => published.tokens.forgetModel(transaction, modelId),
            async (transaction, modelId) => {
              const gone = await deployments.forgetModel(transaction, modelId);
              await monitoring.forget(transaction, gone);
              await predictions.forget(transaction, gone);
              await ingest.forget(transaction, gone);
            },
          ],
          retentionMs: config.registry.deletedRetentionMs,
          artifactStore,
          logger,
        });
        await predictions.schedule(scheduler);
        await ingest.schedule(scheduler);

        // Before anything is served, so that whoever finds its tallies knows what they are of.
        await observer.start();
        deps.lifecycle.addStartupHook(() => reconciler.start());
        deps.lifecycle.addShutdownHook(async () => {
          await reconciler.stop();
          await published.publisher.stop();
          await dataPlane.server.close();
          await dataPlane.metrics?.close();
          await observer.stop();
          await predictions.recorder.close();
          await tokens.uses.settle();
        });
      },
    });
  },
});
