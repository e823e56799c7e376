/** A token that lets its holder ask one deployment. The token itself is known to its holder only. */
export interface EndpointToken {
  /** Names the token in what is reported of it. */
  readonly id: string;
  /** SHA-256 of the token's UTF-8 bytes, 64 hexadecimal digits. */
  readonly hash: string;
  readonly deployment: string;
  /** Epoch milliseconds from which on the token is refused. */
  readonly expiresAt?: number;
  /** Requests a second that it lets in, on average, in all workers of this server together; no limit when absent. */
  readonly requestsPerSecond?: number;
  /** Requests that may be under way at a time, in all workers of this server together; no limit when absent. */
  readonly maxConcurrentRequests?: number;
}

/** A token as workers get it. */
export interface AdmittedToken extends EndpointToken {
  /** Of its `TokenBudget`; absent when it has no limits. */
  readonly budget?: SharedArrayBuffer;
}

/** When a request was last let in with a token. */
export interface TokenUse {
  /** Of the token. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
}
