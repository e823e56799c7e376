/**
 * Runs trainings as DAGs of Airflow.
 *
 * @packageDocumentation
 */
export { mlopsModuleAirflow as default } from './module';
