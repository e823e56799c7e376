import { join } from 'node:path';
import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { NotFoundError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import type { OperationId } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { AccessReview } from './access/AccessReview';
import { accessRoutes } from './access/accessRoutes';
import { AuthorizedAccessService } from './access/AuthorizedAccessService';
import { CatalogPeople } from './access/CatalogPeople';
import { permissionsOff } from './access/permissionsOff';
import { registerActions } from './actions/registerActions';
import { DatabaseAlertStore } from './alerts/AlertStore';
import { createAlerts } from './alerts/createAlerts';
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
import { AuthorizedRegistrations, catalogRoutes } from './catalog/catalogRoutes';
import { createCatalog } from './catalog/createCatalog';
import { openDatabase } from './database/openDatabase';
import { AuthorizedDeploymentService } from './deployments/AuthorizedDeploymentService';
import { BakeWatcher } from './deployments/bake/BakeWatcher';
import { LOOK_EVERY_MS } from './deployments/bake/judgeBake';
import { createDeployments } from './deployments/createDeployments';
import { deploymentRoutes } from './deployments/deploymentRoutes';
import { DatabaseDeploymentStore } from './deployments/DeploymentStore';
import { startDataPlane } from './deployments/embedded/startDataPlane';
import { registerExtensionPoints } from './extensions';
import { auditRoutes } from './governance/auditRoutes';
import { AuthorizedAuditService } from './governance/AuthorizedAuditService';
import { createGovernance } from './governance/createGovernance';
import type { Handlers } from './http/contract';
import { createContractRouter } from './http/createContractRouter';
import { createIngest, EXTERNAL } from './ingest/createIngest';
import { createDeletionRules, createLifecycle } from './lifecycle/createLifecycle';
import { createMonitoring } from './monitoring/createMonitoring';
import { toWindow } from './monitoring/toWindow';
import { ANSWERING } from './monitoring/WindowStore';
import { createOutbox } from './outbox/createOutbox';
import { createPerformance } from './performance/createPerformance';
import { createPredictions } from './predictions/createPredictions';
import { loggedRate } from './predictions/readPredictionsConfig';
import { readMlopsConfig } from './readMlopsConfig';
import { ArtifactIntake } from './registry/ArtifactIntake';
import { AuthorizedRegistryService } from './registry/AuthorizedRegistryService';
import { createRegistry, createRegistryStores } from './registry/createRegistry';
import { DeletedPurge } from './registry/DeletedPurge';
import { DeployedVersions } from './registry/DeployedVersions';
import { ReferenceProfiles } from './registry/ReferenceProfiles';
import { registryRoutes } from './registry/registryRoutes';
import { createRetraining } from './retraining/createRetraining';
import { RUN_TOKEN_OPERATIONS, RUN_TOKEN_PATH } from './retraining/retrainingRoutes';
import { AuthorizedTokenService } from './tokens/AuthorizedTokenService';
import { createTokens } from './tokens/createTokens';
import { tokenRoutes } from './tokens/tokenRoutes';

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
        const { models, versions } = stores;
        const deploymentStore = new DatabaseDeploymentStore(database);
        const alertStore = new DatabaseAlertStore(database);
        const governance = createGovernance(database, config.audit, deps);
        const { audit, authorizer } = governance;

        const outbox = createOutbox(database, deps, logger);
        const deployedVersions = new DeployedVersions(
          versions,
          new ReferenceProfiles(versions),
          async name => (await deploymentStore.find(name))?.model_id,
        );
        const monitoring = createMonitoring(database, config.monitoring, deployedVersions, logger);
        const { windows, recorder, observer } = monitoring;
        const predictions = createPredictions(
          database,
          config.predictions,
          deployedVersions,
          logger,
        );
        const endpointTokens = createTokens(database, audit, config.tokens, logger);
        const {
          server,
          metrics,
          target: embedded,
        } = await startDataPlane(
          config,
          {
            onWindows: observed => recorder.record(observed.map(toWindow)),
            onTokenUse: uses => endpointTokens.uses.record(uses),
            onPredictions: logged => predictions.recorder.record(logged),
            onWorkerExit: exit => void observer.loseWorker(exit),
            tallies: monitoring.tallies,
          },
          logger,
          { lostRequests: () => recorder.lostRequests, stored: () => outbox.metric() },
        );
        targets.set(embedded.id, embedded);
        targets.set(EXTERNAL.id, EXTERNAL);
        const { publisher, tokens } = await endpointTokens.publishTo(
          server,
          target => targets.get(target)?.capabilities?.tokens ?? false,
        );

        const tell = (model: string) =>
          announceChange(deps.events, model).catch(error =>
            logger.warn(`Could not announce a change of the model ${model}`, error),
          );
        const lockModel = async (tx: Knex.Transaction, name: string) => {
          const model = await models.lock(tx, name);
          return model && model.deleted_at === null ? model : undefined;
        };
        const deploying = createDeployments(database, deploymentStore, {
          targets,
          models: { find: name => models.find(name), lock: lockModel },
          findVersion: (db, modelId, version) => versions.find(modelId, version, db),
          policy: config.lifecycle.policy,
          audit,
          artifacts: artifactStore,
          schemas: deployedVersions,
          loggedRate: deployment => loggedRate(config.predictions, deployment),
          logging: predictions.settings,
          traffic: windows,
          windowMs: config.monitoring.windowMs,
          onChange: tell,
          logger,
        });
        const { deployments, reader, reconciler, consequences } = deploying;
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
        const ingest = createIngest(database, {
          versions: deployedVersions,
          deployments: reader,
          audit,
          authorizer,
          windowMs: config.monitoring.windowMs,
          logger,
        });
        const purge = new DeletedPurge(
          database,
          stores,
          index,
          audit,
          [
            (transaction, modelId) => tokens.forgetModel(transaction, modelId),
            async (transaction, modelId) => {
              const gone = await deployments.forgetModel(transaction, modelId);
              await monitoring.forget(transaction, gone);
              await predictions.forget(transaction, gone);
              await ingest.forget(transaction, gone);
            },
          ],
          logger,
          config.registry.deletedRetentionMs,
        );
        const requireModel = async (name: string) => {
          const model = await models.find(name);
          if (!model) {
            throw new NotFoundError(`There is no model ${name}`);
          }
          return model;
        };
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
          outbox,
          userInfo: deps.userInfo,
          logger,
          onChange(model) {
            reconciler.trigger();
            tell(model);
          },
        });

        const servedPerformance = createPerformance(database, {
          modelOf: async deployment => {
            const row = await deploymentStore.find(deployment);
            const model = row && (await models.find(row.model));
            return model && { id: model.id, problemType: model.problem_type };
          },
          versionOf: (deployment, version) => deployedVersions.versionOf(deployment, version),
          versionId: async (modelId, version) => (await versions.find(modelId, version))?.id,
          evaluationsOf: async versionId =>
            (await stores.evaluations.latest([versionId])).get(versionId) ?? [],
        });

        const alerts = createAlerts(database, config.alerts, {
          store: alertStore,
          models: {
            find: name => models.find(name),
            lock: (tx, name) => models.lock(tx, name),
            hasVersion: async (tx, modelId, version) =>
              (await versions.find(modelId, version, tx)) !== undefined,
            modelOfDeployment: async name => (await deploymentStore.find(name))?.model,
          },
          deployments: () => deploymentStore.listDesired(),
          async environmentOf(tx, modelId, name) {
            const all = await deploymentStore.listOfModels([modelId], tx);
            return all.find(deployment => deployment.name === name)?.environment;
          },
          async evaluated(name, version, metric) {
            const row = await deploymentStore.find(name);
            const found = row && (await versions.find(row.model_id, version));
            const evaluations = found ? await stores.evaluations.latestMetrics([found.id]) : [];
            return evaluations.find(({ split }) => split === 'test')?.metrics[metric];
          },
          windows,
          monitoring: monitoring.service,
          watermark: monitoring.watermark,
          performance: servedPerformance.service,
          outbox,
          authorizer,
          audit,
          portalUrl,
          logger,
        });
        const bakeWatcher = new BakeWatcher(
          deploying.bakeStore,
          windows,
          deploying.automaticRollback,
          {
            raise: (model, alert) =>
              alerts.service.raise({ ref: 'plugin:mlops/bake' }, model, alert),
            settleMs: 2 * config.monitoring.flushIntervalMs,
          },
          logger,
        );

        const intake = new ArtifactIntake(
          {
            store: artifactStore,
            limits: {
              artifactBytes: config.artifacts.maxBytes,
              referenceBytes: MAX_REFERENCE_BYTES,
            },
            temporaryDirectory,
          },
          new RemoteArtifacts(config.artifacts.remote),
        );
        const retraining = createRetraining(database, config.retraining, {
          executors: extensions.executors,
          models: { find: name => models.find(name), lock: lockModel },
          deployments: {
            find: (name, db) => deploymentStore.find(name, db),
            async lastTraffic(name) {
              return (await windows.extent(name, {}, ANSWERING))?.last;
            },
          },
          monitoring: monitoring.service,
          watermark: monitoring.watermark,
          performance: servedPerformance.service,
          alpha: config.monitoring.alpha,
          registry: {
            registerVersion: (actor, model, version) =>
              registration.registerVersion(actor, model, version),
            addEvaluation: (actor, model, version, evaluation) =>
              editor.addEvaluation(actor, model, version, evaluation),
            async digestOf(name, version) {
              const model = await models.find(name);
              return model && (await versions.find(model.id, version))?.digest;
            },
            get: async (name, version) => registry.getVersion(await requireModel(name), version),
            evaluationsOf: async (name, version) =>
              registry.listEvaluations(await requireModel(name), version),
          },
          async addChallenger(actor, name, version, reason) {
            const row = await deploymentStore.find(name);
            if (!row) {
              throw new NotFoundError(`There is no deployment ${name}`);
            }
            await deployments.addChallenger(actor, row, version, { reason });
          },
          lifecycle: {
            policy: config.lifecycle.policy,
            async stageOf(name, version) {
              const model = await models.find(name);
              return model && (await versions.find(model.id, version))?.stage;
            },
            needsApproval: lifecycle.needsApproval,
            requestApproval: (actor, change) => lifecycle.approvals.request(actor, change),
            transition: (actor, model, version, change) =>
              lifecycle.transitions.transition(actor, model, version, change),
          },
          intake,
          artifactStore,
          audit,
          authorizer,
          discovery: deps.discovery,
          logger,
        });

        const catalog = createCatalog(database, config.catalog, deps, {
          registration,
          artifacts: artifactStore,
          limits: {
            maxArtifactBytes: config.artifacts.maxBytes,
            maxReferenceBytes: MAX_REFERENCE_BYTES,
            temporaryDirectory,
          },
          models,
        });

        const handlers: Handlers<OperationId> = {
          ...registryRoutes({
            registry: authorizedRegistry,
            artifactStore,
            intake,
            groups,
          }),
          ...cardRoutes({
            cards: new AuthorizedCardService(cards, cardSubjects, authorizer),
            datasetOwners: new CatalogDatasets(deps.catalog),
            documentationUrl: (model, version) =>
              `${portalUrl}/mlops/compare?v=${model}@${version}`,
          }),
          ...alerts.handlers,
          ...outbox.handlers({ audit, authorizer }),
          ...auditRoutes(
            new AuthorizedAuditService(
              governance.trail,
              { find: async name => (await models.findByNames([name]))[0] },
              authorizer,
            ),
          ),
          ...accessRoutes(
            new AuthorizedAccessService(
              new AccessReview(
                authorizer,
                governance.governedModels,
                deps.userInfo,
                config.lifecycle.policy.environments.map(({ name }) => name),
                // Where permissions are turned off, no policy decides.
                deps.config.getOptionalBoolean('permission.enabled')
                  ? extensions.policyReviewer
                  : permissionsOff,
              ),
              new CatalogPeople(deps.catalog, deps.auth),
              { find: async name => (await models.findByNames([name]))[0] },
              authorizer,
            ),
          ),
          ...catalogRoutes(new AuthorizedRegistrations(catalog.registrations, authorizer)),
          ...deploymentRoutes(authorizedDeployments),
          ...lifecycle.handlers,
          ...tokenRoutes(new AuthorizedTokenService(tokens, reader, authorizer)),
          ...monitoring.routes(
            authorizedDeployments,
            target => targets.get(target)?.servesElsewhere ?? false,
          ),
          ...servedPerformance.routes(authorizedDeployments),
          ...ingest.handlers,
          ...retraining.handlers,
          ...predictions.routes({
            deployments: reader,
            problemTypeOf: async model => (await models.find(model))?.problem_type,
            audit,
            authorizer,
            temporaryDirectory,
            onChange: () => reconciler.trigger(),
          }),
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

        await catalog.schedule(deps.scheduler);
        await governance.schedule(deps.scheduler);
        await outbox.schedule(deps);
        await alerts.schedule(deps.scheduler);
        await retraining.schedule(deps.scheduler);
        await monitoring.schedule(
          deps.scheduler,
          async () =>
            new Set((await deploying.bakeStore.listUnderWay()).map(one => one.deployment)),
        );
        await deps.scheduler.scheduleTask({
          id: 'expire-approvals',
          frequency: { minutes: 5 },
          timeout: { minutes: 30 },
          fn: () => lifecycle.expiry.run(),
        });
        await deps.scheduler.scheduleTask({
          id: 'watch-bakes',
          frequency: { milliseconds: LOOK_EVERY_MS },
          timeout: { minutes: 5 },
          fn: () => bakeWatcher.run(),
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
        await deps.scheduler.scheduleTask({
          id: 'remove-old-predictions',
          frequency: { hours: 1 },
          timeout: { minutes: 30 },
          fn: async () => {
            await predictions.retention.run();
            await ingest.expire();
          },
        });
        // Before anything is served, so that whoever finds its tallies knows what they are of.
        await observer.start();
        deps.lifecycle.addStartupHook(() => reconciler.start());
        deps.lifecycle.addShutdownHook(async () => {
          await reconciler.stop();
          await publisher.stop();
          await server.close();
          await metrics?.close();
          await observer.stop();
          await predictions.recorder.close();
          await endpointTokens.uses.settle();
        });
      },
    });
  },
});
