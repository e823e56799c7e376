export interface OpenOptions {
  /** The most bytes that the artifact may have. */
  maxBytes: number;
  /** Ends the download: the call then fails with the signal's reason, the stream with an `AbortError` that has it as cause. */
  signal?: AbortSignal;
}

export interface RemoteTimeouts {
  /** For name resolution, connection and TLS together. Default: 10 s. */
  connectMs: number;
  /** From the request to the end of the answer's head. Default: 30 s. */
  headersMs: number;
  /** Between two pieces of the body. Default: 60 s. */
  idleMs: number;
}
