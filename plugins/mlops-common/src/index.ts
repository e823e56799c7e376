/**
 * The contract between the frontend, the backend and the modules of the MLOps plugin.
 *
 * @packageDocumentation
 */
export { MlopsClient } from './generated/MlopsClient.generated';
export { operationTable } from './generated/operations.generated';
export type { components, operations, paths } from './generated/schema.generated';
export type {
  AnswerOf,
  CallOptions,
  ClientEnvironment,
  OperationId,
  RequestOf,
} from './client/OperationCaller';
export * from './catalog';
export * from './claims';
export { csvField, csvLine } from './csv';
export * from './permissions';
export * from './schemas';
