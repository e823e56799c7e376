import { ProfileSchema } from '@mlops-backstage/model-profile';

/** What one deployment serves: its champion. */
export interface ServedRoute {
  /** Name in the URL: /v2/models/{deployment}. */
  readonly deployment: string;
  readonly revision: number;
  /** Version in the URL: /v2/models/{deployment}/versions/{version}. */
  readonly version: string;
  /** An ONNX file that stays where it is as long as the route is served. */
  readonly artifactPath: string;
  /** Names the bytes of the artifact: routes with the same digest share a session. */
  readonly digest: string;
  /** Inputs and outputs to profile, with frozen edges. Without it only rows, latency and errors are counted. */
  readonly profileSchema?: ProfileSchema;
  /** Whether a request may say at which time it happened. */
  readonly allowEventTime: boolean;
}

/** Everything that is served. A change is a new table with another generation. */
export interface RoutingTable {
  readonly generation: number;
  readonly routes: readonly ServedRoute[];
}

export interface RouteOutcome {
  readonly deployment: string;
  readonly revision: number;
  readonly state: 'ready' | 'failed';
  /** Why it failed. */
  readonly message?: string;
}
