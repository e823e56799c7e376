/**
 * The pages, cards and tabs of the MLOps plugin.
 *
 * @packageDocumentation
 */
export { mlopsPlugin as default } from './plugin';
export { mlopsApiRef } from './api/mlopsApiRef';
