import type { DeploymentStatus, ModelSummary, Version } from '@mlops-backstage/plugin-mlops-common';
import { toIsoString } from '../database/columns';
import type { EvaluationStore } from './EvaluationStore';
import { headlineMetric } from './headlineMetric';
import type { ModelRow } from './ModelStore';
import type { VersionRow, VersionStore } from './VersionStore';

/** What the registry shows of deployments, handed in by the area that owns them. */
export interface DeploymentsOfModels {
  /** By the id of the model. */
  deploymentsOf(
    modelIds: string[],
  ): Promise<Map<string, Array<{ name: string; status: DeploymentStatus; version?: number }>>>;
}

/** Puts together what the contract shows of rows, in a number of queries that doesn't depend on how many there are. */
export class RegistryReader {
  constructor(
    private readonly versionStore: VersionStore,
    private readonly evaluations: EvaluationStore,
    private readonly deployments: DeploymentsOfModels,
  ) {}

  async summaries(models: ModelRow[]): Promise<ModelSummary[]> {
    const ids = models.map(model => model.id);
    const [latest, stages, deployments] = await Promise.all([
      this.versionStore.latestOf(ids),
      this.versionStore.stagesOf(ids),
      this.deployments.deploymentsOf(ids),
    ]);
    const metrics = await this.metricsOf(latest);
    const latestByModel = new Map(latest.map(version => [version.model_id, version]));
    return models.map(model => {
      const version = latestByModel.get(model.id);
      return {
        name: model.name,
        description: model.description,
        owner: model.owner,
        ...(model.entity_ref && { entityRef: model.entity_ref }),
        problemType: model.problem_type,
        tags: model.tags,
        stages: stages
          .filter(stage => stage.model_id === model.id)
          .map(stage => ({ stage: stage.stage, version: stage.version })),
        latestVersion: {
          version: version?.version ?? model.version_count,
          ...(version?.algorithm && { algorithm: version.algorithm }),
          ...(version?.framework && { framework: version.framework }),
          createdAt: toIsoString(version?.created_at ?? model.created_at),
          headlineMetric:
            version && headlineMetric(model.problem_type, metrics.get(version.id) ?? {}),
        },
        deployments: deployments.get(model.id) ?? [],
        createdAt: toIsoString(model.created_at),
        updatedAt: toIsoString(model.updated_at),
      };
    });
  }

  async versions(model: ModelRow, rows: VersionRow[]): Promise<Version[]> {
    const metrics = await this.metricsOf(rows);
    return rows.map(row => {
      const ofVersion = metrics.get(row.id) ?? {};
      return {
        model: model.name,
        version: row.version,
        stage: row.stage,
        format: 'onnx',
        digest: row.digest,
        sizeBytes: row.size_bytes,
        description: row.description,
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
        createdAt: toIsoString(row.created_at),
        createdBy: row.created_by,
      };
    });
  }

  private async metricsOf(versions: VersionRow[]): Promise<Map<string, Version['metrics']>> {
    const byVersion = new Map<string, Version['metrics']>();
    for (const row of await this.evaluations.latestMetrics(versions.map(version => version.id))) {
      byVersion.set(row.versionId, { ...byVersion.get(row.versionId), [row.split]: row.metrics });
    }
    return byVersion;
  }
}
