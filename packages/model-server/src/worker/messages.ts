import { MessagePort } from 'node:worker_threads';
import { AdmittedToken, TokenUse } from '../authentication/EndpointToken';
import { ModelServerLimits } from '../ModelServerOptions';
import { LoggedPrediction } from '../observation/LoggedPrediction';
import { ObservedWindow } from '../observation/ObservedWindow';
import { Placement } from '../placement/Placement';
import { RouteOutcome, ServedRoute } from '../RoutingTable';
import { StatisticsMemory } from '../statistics/StatisticsLedger';
import { TracedRequest } from '../telemetry/TraceLog';

/** What a worker is started with. */
export interface WorkerSettings {
  /** Tells our worker threads from anybody else's that happen to load the entry module. */
  readonly entry: 'mlops-model-server';
  /** From 0; the one that replaces a lost worker has its number. */
  readonly worker: number;
  /** Of the `WorkerLoad` of all workers. */
  readonly load: SharedArrayBuffer;
  readonly host: string;
  readonly windowSeconds: number;
  readonly flushIntervalMs: number;
  readonly sessionThreads: number;
  readonly authentication: 'tokens' | 'none';
  /** Requests that carry it are answered but not observed. */
  readonly trialToken: string;
  readonly limits: Required<ModelServerLimits>;
  /** The file to count answered requests in; none when absent. */
  readonly tally?: string;
}

/** What a worker has to tell, each thing once. */
export interface Handover {
  readonly windows: readonly ObservedWindow[];
  readonly tokenUses: readonly TokenUse[];
  readonly predictions: readonly LoggedPrediction[];
  readonly traced: readonly TracedRequest[];
}

/** What the main thread asks of a worker: name, parameters and answer. */
export interface WorkerCalls {
  /** Load and warm the models of a table. */
  prepare: [
    {
      readonly routes: readonly ServedRoute[];
      readonly placement: Placement;
      readonly statistics: StatisticsMemory;
    },
    readonly RouteOutcome[],
  ];
  /** Serve the prepared ones of these names, keep others, drop the rest. */
  commit: [{ readonly ready: readonly string[]; readonly kept: readonly string[] }, null];
  /** Take up the line to another worker. */
  connect: [{ readonly worker: number; readonly port: MessagePort }, null];
  /** Let in these tokens, and no others. */
  admit: [{ readonly tokens: readonly AdmittedToken[] }, null];
  /** Listen, sharing the port with other workers where asked for. */
  listen: [{ readonly port: number; readonly shared: boolean }, { readonly port: number }];
  /** Hand over what was observed. */
  flush: [null, Handover];
  /** Stop accepting, finish what is under way, hand over what was observed and end. */
  close: [null, Handover];
}

export type WorkerCallName = keyof WorkerCalls;

/** From the main thread to a worker. */
export interface WorkerCall<Name extends WorkerCallName = WorkerCallName> {
  readonly id: number;
  readonly name: Name;
  readonly parameters: WorkerCalls[Name][0];
}

/** From a worker to the main thread. */
export type WorkerMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | {
      readonly kind: 'failure';
      readonly id: number;
      readonly message: string;
      readonly code?: string;
    }
  | { readonly kind: 'handover'; readonly handover: Handover }
  | { readonly kind: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly message: string };

/** What a worker says unasked. */
export type WorkerNotice = Extract<WorkerMessage, { kind: 'handover' | 'log' }>;
