/**
 * Runs trainings as jobs of Ray clusters.
 *
 * @packageDocumentation
 */
export { mlopsModuleRay as default } from './module';
