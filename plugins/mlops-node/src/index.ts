/**
 * What modules for the MLOps backend plugin implement.
 *
 * @packageDocumentation
 */
export * from './artifactDigest';
export * from './ArtifactStore';
export * from './byteCount';
export * from './DeploymentTarget';
export * from './extensions';
export * from './JsonApi';
export * from './PayloadTooLargeError';
export * from './PolicyReviewer';
export * from './readOutsideSystem';
export * from './receiveFile';
export * from './RetrainingExecutor';
export * from './trainingValues';
