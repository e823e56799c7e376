import { ServingRole } from '../RoutingTable';

/**
 * What one worker observed of one version in one span of time since its last flush. Windows with the
 * same deployment, version, role, start and schema digest add up.
 */
export interface ObservedWindow {
  readonly deployment: string;
  readonly version: string;
  readonly role: ServingRole;
  /** Epoch milliseconds, a multiple of the window's length. */
  readonly windowStart: number;
  /** Answered infer requests, failed ones included; of a challenger, copies that it was run on. */
  readonly requests: number;
  /** Rows that got a prediction. */
  readonly rows: number;
  /** Infer requests answered with 4xx or 5xx; copies that a challenger failed on, or doesn't fit. */
  readonly errors: number;
  /** Of the errors, those that clients aren't to blame for: answered with 5xx, or runs of a challenger that failed. */
  readonly failures: number;
  /** Copies that a challenger was not run on, since too many waited; they are no requests. 0 in other roles. */
  readonly shadowDropped: number;
  /**
   * A `LatencySketch` of milliseconds, one value for each request: in the server, of a challenger in its run alone.
   */
  readonly latency: Uint8Array;
  /** `serializeCounts` of the rows' profile; present when the route has a profile schema. */
  readonly profile?: string;
  /** `schemaDigest` of the schema that the profile was counted under. */
  readonly schemaDigest?: string;
}
