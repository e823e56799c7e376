import type { Profile, ProfileSchema } from '@mlops-backstage/model-profile';
import type { Prediction } from '@mlops-backstage/plugin-mlops-common';
import type { ReferenceProfiles } from './ReferenceProfiles';
import type { VersionStore } from './VersionStore';

/** Tells the other areas what they need of the versions that deployments serve. */
export class DeployedVersions {
  /** @param modelIdOf - the model that a deployment serves */
  constructor(
    private readonly versions: VersionStore,
    private readonly references: ReferenceProfiles,
    private readonly modelIdOf: (deployment: string) => Promise<string | undefined>,
  ) {}

  async versionOf(
    deployment: string,
    version: number,
  ): Promise<{ prediction: Prediction; reference?: Profile } | undefined> {
    const modelId = await this.modelIdOf(deployment);
    const row = modelId && (await this.versions.find(modelId, version));
    return row
      ? { prediction: row.details.prediction, reference: await this.references.of(row.id) }
      : undefined;
  }

  async schemaOfDeployed(deployment: string, version: number): Promise<ProfileSchema | undefined> {
    return (await this.versionOf(deployment, version))?.reference?.schema;
  }

  /** @param versionId - the row's id */
  async schemaOf(versionId: string): Promise<ProfileSchema | undefined> {
    return (await this.references.of(versionId))?.schema;
  }
}
