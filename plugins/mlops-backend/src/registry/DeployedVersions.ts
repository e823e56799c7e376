import type { Profile, ProfileSchema } from '@mlops-backstage/model-profile';
import type { Prediction } from '@mlops-backstage/plugin-mlops-common';
import type { ReferenceProfiles } from './ReferenceProfiles';
import type { VersionStore } from './VersionStore';

/** What monitoring needs of a version. */
export interface DeployedVersion {
  prediction: Prediction;
  reference?: Profile;
}

/** Versions kept; those that deployments serve are far fewer. */
const MAX_KEPT = 500;

/**
 * Tells the other areas what they need of the versions that deployments serve. A deployment never changes its model nor
 * a version what it is, so what was found once is kept.
 */
export class DeployedVersions {
  private readonly kept = new Map<string, Promise<DeployedVersion | undefined>>();

  /** @param modelIdOf - the model that a deployment serves */
  constructor(
    private readonly versions: VersionStore,
    private readonly references: ReferenceProfiles,
    private readonly modelIdOf: (deployment: string) => Promise<string | undefined>,
  ) {}

  versionOf(deployment: string, version: number): Promise<DeployedVersion | undefined> {
    const key = `${deployment} ${version}`;
    let found = this.kept.get(key);
    if (!found) {
      found = this.find(deployment, version);
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

  async schemaOfDeployed(deployment: string, version: number): Promise<ProfileSchema | undefined> {
    return (await this.versionOf(deployment, version))?.reference?.schema;
  }

  /** @param versionId - the row's id */
  async schemaOf(versionId: string): Promise<ProfileSchema | undefined> {
    return (await this.references.of(versionId))?.schema;
  }

  private async find(deployment: string, version: number): Promise<DeployedVersion | undefined> {
    const modelId = await this.modelIdOf(deployment);
    const row = modelId && (await this.versions.find(modelId, version));
    return row
      ? { prediction: row.details.prediction, reference: await this.references.of(row.id) }
      : undefined;
  }
}
