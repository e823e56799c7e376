import type { Profile, ProfileSchema } from '@mlops-backstage/model-profile';
import type { Evaluation, Prediction, ProblemType } from '@mlops-backstage/plugin-mlops-common';
import type { EvaluationStore } from './EvaluationStore';
import type { ReferenceProfiles } from './ReferenceProfiles';
import type { RegistryLookup } from './RegistryLookup';
import type { VersionRow } from './VersionStore';

/** What monitoring needs of a version. */
export interface DeployedVersion {
  prediction: Prediction;
  reference?: Profile;
}

/** What deployments serve, handed in by the area that owns them. Those of deleted models are not found. */
export interface ServedModels {
  find(deployment: string): Promise<{ model: string; model_id: string } | undefined>;
}

/** Versions kept; those that deployments serve are far fewer. */
const MAX_KEPT = 500;

/**
 * Tells the other areas what they need of the versions that deployments serve, by the names of deployments. A deployment never changes
 * its model nor a version what it is, so what was found of these once is kept; what may change is asked each time.
 */
export class DeployedVersions {
  private readonly kept = new Map<string, Promise<DeployedVersion | undefined>>();

  constructor(
    private readonly models: Pick<RegistryLookup, 'find' | 'findVersion'>,
    private readonly evaluations: Pick<EvaluationStore, 'latest'>,
    private readonly references: ReferenceProfiles,
    private readonly deployments: ServedModels,
  ) {}

  /** What a version predicts, and what its traffic is compared with; undefined where the deployment's model has no such version. */
  versionOf(deployment: string, version: number): Promise<DeployedVersion | undefined> {
    const key = `${deployment} ${version}`;
    let found = this.kept.get(key);
    if (!found) {
      found = this.describe(deployment, version);
      if (this.kept.size >= MAX_KEPT) {
        this.kept.clear();
      }
      this.kept.set(key, found);
      // Neither a failure nor an absence is for ever.
      found.then(
        value => value ?? this.kept.delete(key),
        () => this.kept.delete(key),
      );
    }
    return found;
  }

  /** The columns that a version's traffic is counted by, if it has a reference. */
  async schemaOfDeployed(deployment: string, version: number): Promise<ProfileSchema | undefined> {
    return (await this.versionOf(deployment, version))?.reference?.schema;
  }

  /** The same by the id of the version's row. */
  async schemaOf(versionId: string): Promise<ProfileSchema | undefined> {
    return (await this.references.of(versionId))?.schema;
  }

  /** What the model of a deployment predicts; undefined for a deployment that isn't there. */
  async problemTypeOf(deployment: string): Promise<ProblemType | undefined> {
    const served = await this.deployments.find(deployment);
    return served && (await this.models.find(served.model))?.problem_type;
  }

  /** The newest evaluation of each split; none for a version that isn't there. */
  async latestEvaluations(deployment: string, version: number): Promise<Evaluation[]> {
    const row = await this.find(deployment, version);
    return (row && (await this.evaluations.latest([row.id])).get(row.id)) ?? [];
  }

  private async describe(
    deployment: string,
    version: number,
  ): Promise<DeployedVersion | undefined> {
    const row = await this.find(deployment, version);
    return (
      row && { prediction: row.details.prediction, reference: await this.references.of(row.id) }
    );
  }

  private async find(deployment: string, version: number): Promise<VersionRow | undefined> {
    const served = await this.deployments.find(deployment);
    return served && this.models.findVersion(served.model_id, version);
  }
}
