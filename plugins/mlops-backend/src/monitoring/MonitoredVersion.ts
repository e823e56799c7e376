import type { Profile } from '@mlops-backstage/model-profile';
import type { Prediction } from '@mlops-backstage/plugin-mlops-common';

/** What monitoring needs to know of a version, handed in by the area that owns the registry. */
export interface MonitoredVersion {
  prediction: Prediction;
  reference?: Profile;
}

/** Finds the versions that a deployment has served. */
export interface MonitoredVersions {
  versionOf(deployment: string, version: number): Promise<MonitoredVersion | undefined>;
}
