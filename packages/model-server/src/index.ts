/**
 * Serves ONNX models over the Open Inference Protocol from worker threads.
 *
 * @packageDocumentation
 */
export type { EndpointToken, TokenUse } from './authentication/EndpointToken';
export * from './errors';
export { ModelServer } from './ModelServer';
export * from './ModelServerOptions';
export type { LoggedPrediction } from './observation/LoggedPrediction';
export type { ObservedWindow } from './observation/ObservedWindow';
export { missingRequests } from './observation/tally/missingRequests';
export { readTally } from './observation/tally/readTally';
export { MalformedTallyError, type AnsweredCount } from './observation/tally/TallyBytes';
export { listTallies, type TallyFiles } from './observation/tally/TallyFiles';
export * from './RoutingTable';
export type { Datatype } from './protocol/Datatype';
export { fromHalf, toHalf } from './protocol/half';
export { isTensor } from './protocol/ModelSignature';
export type { ModelSignature, TensorSignature, UnsupportedTensor } from './protocol/ModelSignature';
export { readSignature } from './signature/readSignature';
export { MetricsListener, type Metrics } from './telemetry/MetricsListener';
export type { TracedRequest } from './telemetry/TraceLog';
export type { TraceParent } from './telemetry/traceParent';
