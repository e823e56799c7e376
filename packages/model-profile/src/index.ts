/**
 * Mergeable profiles of tabular data with frozen edges, and the drift between them.
 *
 * @packageDocumentation
 */
export * from './schema/ProfileSchema';
export { sameSchema, schemaDigest } from './schema/schemaIdentity';

export type { CategoryValue } from './profile/categoryLabel';
export type { Moments } from './profile/Moments';
export * from './profile/Profile';
export * from './profile/Profiler';
export * from './profile/buildReferenceProfile';
export * from './profile/emptyProfile';
export * from './profile/mergeProfiles';

export * from './serialization/profileJson';

export * from './drift/DriftReport';
export { measureDrift, type DriftOptions } from './drift/measureDrift';
export * from './drift/populationStability';
export * from './drift/jensenShannonDistance';
export * from './drift/chiSquareSurvival';

export * from './latency/LatencySketch';

export * from './errors';
