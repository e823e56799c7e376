import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { ArtifactStore } from './ArtifactStore';
import type { DeploymentTarget } from './DeploymentTarget';
import type { PolicyReviewer } from './PolicyReviewer';

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

/** Where the module of a permission policy says what the policy decides for others than the caller. */
export interface PolicyReviewExtensionPoint {
  /** @throws `Error` when a reviewer was set already. */
  setPolicyReviewer(reviewer: PolicyReviewer): void;
}

/** @see PolicyReviewExtensionPoint */
export const policyReviewExtensionPoint = createExtensionPoint<PolicyReviewExtensionPoint>({
  id: 'mlops.policy-review',
});
