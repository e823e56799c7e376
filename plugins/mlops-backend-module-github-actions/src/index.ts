/**
 * Runs trainings as workflows of GitHub Actions.
 *
 * @packageDocumentation
 */
export { mlopsModuleGithubActions as default } from './module';
