import type { MonitorState } from '@mlops-backstage/model-profile';

/** What a rule that judges intervals together remembers of a version: plain data, kept as JSON. */
export interface VersionMonitor {
  version: number;
  /** Tells the reference that it began with from any other. */
  reference: string;
  state: MonitorState;
  /**
   * When the windows began at which a change may have, by how many windows were before; in milliseconds since 1970, UTC. Only
   * of beginnings that the state still follows.
   */
  starts: Array<{ windows: number; start: number }>;
  /** While its alert is open: of each column of the state, the values that it isn't told by yet whether the drift is over. */
  undecided: number[][];
  /** The start of the last interval that it saw, in milliseconds since 1970, UTC. */
  lastSeen: number;
}

/** A feature in an interval; counts are by the bins of the reference. */
export interface WatchedColumn {
  name: string;
  kind: 'numeric' | 'categorical';
  reference: number[];
  window: number[];
  /** Whether it has drifted in this interval by itself. */
  drifted: boolean;
}

/** What a version answered in an interval, as far as a rule that judges intervals together needs it. */
export interface WatchedWindow {
  version: number;
  /** Digest of the reference's features, bins and counts. */
  reference: string;
  columns: WatchedColumn[];
}
