/**
 * Puts the models and endpoints of the MLOps registry into the Backstage catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleMlops as default } from './module';
