/**
 * Keeps the artifacts of versions in an object store that speaks S3.
 *
 * @packageDocumentation
 */
export { mlopsModuleS3 as default } from './module';
