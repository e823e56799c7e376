import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { ArtifactStore } from './ArtifactStore';
import type { DeploymentTarget } from './DeploymentTarget';
import type { PolicyReviewer } from './PolicyReviewer';
import type { RetrainingExecutor } from './RetrainingExecutor';

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

/** Where modules bring in what runs trainings. */
export interface RetrainingExecutorsExtensionPoint {
  /** @throws `Error` when an executor of this id is there already. */
  addExecutor(executor: RetrainingExecutor): void;
}

/** @see RetrainingExecutorsExtensionPoint */
export const retrainingExecutorsExtensionPoint =
  createExtensionPoint<RetrainingExecutorsExtensionPoint>({ id: 'mlops.retraining-executors' });
