import type { ModelSummary, Version } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { toIsoString } from '../database/columns';
import type { AliasStore } from './AliasStore';
import type { EvaluationStore } from './EvaluationStore';
import { headlineMetric } from './headlineMetric';
import type { ModelIndex } from './ModelIndex';
import type { ModelRow } from './ModelStore';
import type { VersionRow, VersionStore } from './VersionStore';

/** What the registry shows of deployments, handed in by the area that owns them. */
export interface DeploymentsOfModels {
  /** By the id of the model. */
  deploymentsOf(modelIds: string[]): Promise<Map<string, ModelSummary['deployments']>>;
}

/** What the registry shows of alerts, handed in by the area that owns them. */
export interface AlertsOfModels {
  /** How many aren't resolved, by the id of the model. */
  openAlertsOf(modelIds: string[]): Promise<Map<string, NonNullable<ModelSummary['openAlerts']>>>;
}

/** Puts together what the contract shows of rows, in a number of queries that doesn't depend on how many there are. */
export class RegistryReader {
  constructor(
    private readonly database: Knex,
    private readonly stores: {
      versions: VersionStore;
      evaluations: EvaluationStore;
      aliases: AliasStore;
    },
    private readonly index: ModelIndex,
    private readonly deployments: DeploymentsOfModels,
    private readonly alerts: AlertsOfModels,
  ) {}

  /** @param metrics - those of the latest versions to be shown, such as `test.auc` */
  async summaries(models: ModelRow[], metrics: string[] = []): Promise<ModelSummary[]> {
    const ids = models.map(model => model.id);
    const [latest, stages, aliases, deployments, alerts, values] = await Promise.all([
      this.stores.versions.latestOf(ids),
      this.stores.versions.stagesOf(ids),
      this.stores.aliases.list(ids),
      this.deployments.deploymentsOf(ids),
      this.alerts.openAlertsOf(ids),
      this.index.metricsOf(this.database, ids, metrics),
    ]);
    const latestMetrics = await this.metricsOf(latest);
    const latestByModel = new Map(latest.map(version => [version.model_id, version]));
    return models.map(model => {
      const version = latestByModel.get(model.id);
      const openAlerts = alerts.get(model.id);
      return {
        name: model.name,
        description: model.description,
        owner: model.owner,
        ...(model.entity_ref && { entityRef: model.entity_ref }),
        ...(model.declared_by && { declaredBy: model.declared_by }),
        ...(model.system && { system: model.system }),
        problemType: model.problem_type,
        tags: model.tags,
        stages: stages
          .filter(stage => stage.model_id === model.id)
          .map(stage => ({ stage: stage.stage, version: stage.version })),
        aliases: aliases
          .filter(alias => alias.model_id === model.id)
          .map(({ alias, version: number }) => ({ alias, version: number })),
        versionCount: model.live_versions,
        ...(metrics.length > 0 && { metrics: values.get(model.id) ?? {} }),
        ...(version && {
          latestVersion: {
            version: version.version,
            ...(version.algorithm && { algorithm: version.algorithm }),
            ...(version.framework && { framework: version.framework }),
            createdAt: toIsoString(version.created_at),
            datasets: entitiesOf(version),
            headlineMetric: headlineMetric(model.problem_type, latestMetrics.get(version.id) ?? {}),
          },
        }),
        deployments: deployments.get(model.id) ?? [],
        ...(openAlerts && { openAlerts }),
        ...(model.deleted_at !== null && { deletedAt: toIsoString(model.deleted_at) }),
        createdAt: toIsoString(model.created_at),
        updatedAt: toIsoString(model.updated_at),
      };
    });
  }

  versions(model: ModelRow, rows: VersionRow[]): Promise<Version[]> {
    return this.versionsOfModels(rows.map(row => ({ model, row })));
  }

  async versionsOfModels(found: Array<{ model: ModelRow; row: VersionRow }>): Promise<Version[]> {
    const modelIds = [...new Set(found.map(({ model }) => model.id))];
    const [metrics, aliases] = await Promise.all([
      this.metricsOf(found.map(({ row }) => row)),
      this.stores.aliases.list(modelIds),
    ]);
    return found.map(({ model, row }) => {
      const ofVersion = metrics.get(row.id) ?? {};
      return {
        model: model.name,
        version: row.version,
        stage: row.stage,
        aliases: aliases
          .filter(alias => alias.model_id === model.id && alias.version === row.version)
          .map(({ alias }) => alias),
        format: row.format,
        digest: row.digest,
        ...(row.artifact_bytes !== null && { sizeBytes: row.artifact_bytes }),
        ...(row.uri && { uri: row.uri }),
        servable: row.stored && row.format === 'onnx',
        description: row.description,
        notes: row.notes,
        tags: row.tags,
        ...(row.framework && {
          framework: {
            name: row.framework,
            ...(row.framework_version && { version: row.framework_version }),
          },
        }),
        ...(row.algorithm && { algorithm: row.algorithm }),
        ...row.details,
        hasReference: row.has_reference,
        metrics: ofVersion,
        headlineMetric: headlineMetric(model.problem_type, ofVersion),
        ...(row.deleted_at !== null && { deletedAt: toIsoString(row.deleted_at) }),
        createdAt: toIsoString(row.created_at),
        createdBy: row.created_by,
      };
    });
  }

  private async metricsOf(versions: VersionRow[]): Promise<Map<string, Version['metrics']>> {
    const byVersion = new Map<string, Version['metrics']>();
    const rows = await this.stores.evaluations.latestMetrics(versions.map(version => version.id));
    for (const row of rows) {
      byVersion.set(row.versionId, { ...byVersion.get(row.versionId), [row.split]: row.metrics });
    }
    return byVersion;
  }
}

function entitiesOf(version: VersionRow): string[] {
  return [...new Set(version.details.datasets.flatMap(dataset => dataset.entityRef ?? []))];
}
