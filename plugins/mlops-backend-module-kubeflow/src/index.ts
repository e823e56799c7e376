/**
 * Runs trainings as runs of Kubeflow Pipelines.
 *
 * @packageDocumentation
 */
export { mlopsModuleKubeflow as default } from './module';
