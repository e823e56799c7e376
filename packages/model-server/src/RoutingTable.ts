import { ProfileSchema } from '@mlops-backstage/model-profile';

/** A version as it is served. */
export interface ServedVersion {
  /** In the URL: /v2/models/{deployment}/versions/{version}. */
  readonly version: string;
  /** An ONNX file that stays where it is as long as the version is served. */
  readonly artifactPath: string;
  /** Names the bytes of the artifact: versions with the same digest share a session. */
  readonly digest: string;
  /** Inputs and outputs to profile, with frozen edges. Without it only rows, latency and errors are counted. */
  readonly profileSchema?: ProfileSchema;
}

/** What one deployment serves. Its versions differ from each other. */
export interface ServedRoute {
  /** Name in the URL: /v2/models/{deployment}. */
  readonly deployment: string;
  readonly revision: number;
  /** Answers all requests, or those that the canary doesn't. */
  readonly champion: ServedVersion;
  /** Answers a share of the requests. `weight`: percent, 0 < weight < 100. */
  readonly canary?: ServedVersion & { readonly weight: number };
  /** Get copies of the requests; their answers are observed, never sent. */
  readonly challengers: readonly ServedVersion[];
  /**
   * Predictions of at most so many requests a second in each worker are handed over one by one, whatever their number
   * of rows; none when absent. A sample of the requests: which are in it doesn't depend on what they ask.
   */
  readonly loggedRequestsPerSecond?: number;
  /**
   * Columns of the inputs, or parameters of the request, whose values are handed over with its predictions; none when
   * absent. Nothing else of a request is.
   */
  readonly keptInputs?: readonly string[];
  /** Whether a request may say at which time it happened. */
  readonly allowEventTime: boolean;
}

/** What a version does in its deployment. */
export type ServingRole = 'champion' | 'canary' | 'challenger';

/** Everything that is served. A change is a new table with another generation. */
export interface RoutingTable {
  readonly generation: number;
  readonly routes: readonly ServedRoute[];
}

/** A route is ready when all of its versions are, in all workers. */
export interface RouteOutcome {
  readonly deployment: string;
  readonly revision: number;
  readonly state: 'ready' | 'failed';
  /** The version that failed; absent when it is the route itself that can't be served. */
  readonly version?: string;
  /** Why it failed, the version and its role included. */
  readonly message?: string;
}
