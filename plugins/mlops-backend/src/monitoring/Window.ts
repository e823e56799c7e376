/** What a version did in its deployment: a challenger got copies of requests, and its answers weren't sent. */
export type WindowRole = 'champion' | 'canary' | 'challenger';

/** The roles whose answers are what the deployment answered. */
export const ANSWERING: readonly WindowRole[] = ['champion', 'canary'];

/** What a version answered in one window of time. Sums of it are again windows. */
export interface Window {
  deployment: string;
  version: number;
  role: WindowRole;
  /** Milliseconds since 1970, UTC. */
  windowStart: number;
  requests: number;
  rows: number;
  errors: number;
  /** Requests answered with 5xx, which are among the errors. */
  failures: number;
  /** Copies of requests that a challenger was not run on, since too many waited. */
  shadowDropped: number;
  /** Answered requests of which nothing could be kept but this count; they are in none of the others. */
  dropped?: number;
  /** How much time it covers from its start, in milliseconds; absent where it is as long as windows are. */
  spanMs?: number;
  /** Serialised `LatencySketch` of milliseconds. */
  latency: Uint8Array;
  /** Serialised counts by the version's schema, if it has one. */
  profile?: string;
}

/** A window as it is kept. */
export interface StoredWindow extends Window {
  /** More than windows have where they were rolled up into it. */
  spanMs: number;
  /** When something was last added to it, whatever time that is of; milliseconds since 1970, UTC. */
  updatedAt: number;
}
