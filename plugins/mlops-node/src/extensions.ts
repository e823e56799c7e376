import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { ArtifactStore } from './ArtifactStore';
import type { DeploymentTarget } from './DeploymentTarget';

/** Where modules bring in deployment targets. */
export interface DeploymentTargetsExtensionPoint {
  /** @throws `Error` when a target of this id is there already. */
  addTarget(target: DeploymentTarget): void;
}

/** @see DeploymentTargetsExtensionPoint */
export const deploymentTargetsExtensionPoint =
  createExtensionPoint<DeploymentTargetsExtensionPoint>({ id: 'mlops.deployment-targets' });

/** Where a module replaces the artifact store, which is a folder of the file system by default. */
export interface ArtifactStoreExtensionPoint {
  /** @throws `Error` when a store was set already. */
  setArtifactStore(store: ArtifactStore): void;
}

/** @see ArtifactStoreExtensionPoint */
export const artifactStoreExtensionPoint = createExtensionPoint<ArtifactStoreExtensionPoint>({
  id: 'mlops.artifact-store',
});
