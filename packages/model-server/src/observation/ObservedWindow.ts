/**
 * What one worker observed of one version in one span of time since its last flush. Windows with the
 * same deployment, version, role, start and schema digest add up.
 */
export interface ObservedWindow {
  readonly deployment: string;
  readonly version: string;
  readonly role: 'champion';
  /** Epoch milliseconds, a multiple of the window's length. */
  readonly windowStart: number;
  /** Answered infer requests, failed ones included. */
  readonly requests: number;
  /** Rows that got a prediction. */
  readonly rows: number;
  /** Infer requests answered with 4xx or 5xx. */
  readonly errors: number;
  /** A `LatencySketch` of milliseconds in the server, one value for each request. */
  readonly latency: Uint8Array;
  /** `serializeCounts` of the rows' profile; present when the route has a profile schema. */
  readonly profile?: string;
  /** `schemaDigest` of the schema that the profile was counted under. */
  readonly schemaDigest?: string;
}
