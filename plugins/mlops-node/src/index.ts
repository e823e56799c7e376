/**
 * What modules for the MLOps backend plugin implement.
 *
 * @packageDocumentation
 */
export * from './ArtifactStore';
export * from './DeploymentTarget';
export * from './extensions';
export * from './PolicyReviewer';
export * from './RetrainingExecutor';
