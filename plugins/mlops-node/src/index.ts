/**
 * What modules for the MLOps backend plugin implement.
 *
 * @packageDocumentation
 */
export * from './ArtifactStore';
export * from './DeploymentTarget';
export * from './extensions';
export * from './JsonApi';
export * from './PolicyReviewer';
export * from './readOutsideSystem';
export * from './RetrainingExecutor';
export * from './trainingValues';
