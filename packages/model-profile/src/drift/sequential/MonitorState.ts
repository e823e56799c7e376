/** What had been seen before a window from which on a column may have changed. */
export interface Baseline {
  /** Windows before it. */
  readonly windows: number;
  /** Values in each of the monitor's bins, those of the reference included. */
  readonly counts: readonly number[];
}

export interface ColumnMonitor {
  readonly name: string;
  /** For each bin of the schema the monitor's bin: rare categories share one. */
  readonly binOf: readonly number[];
  /** Values of the reference and of all windows so far, in each of the monitor's bins. */
  readonly counts: readonly number[];
  /** Where a change may have begun, in ascending order: a few for each power of two windows back. */
  readonly baselines: readonly Baseline[];
  /** Evidence from beginnings that aren't followed any more. */
  readonly kept: number;
}

/** All that a monitor remembers: plain data, to be kept as JSON. */
export interface MonitorState {
  /** Of the reference's schema. */
  readonly schema: string;
  /** Chance that the monitor ever calls drift where there is none, over all columns together. */
  readonly alpha: number;
  /** Windows in which a change is as likely to begin as in all later ones together. */
  readonly period: number;
  /** Windows with rows so far. */
  readonly windows: number;
  /** One for each feature. */
  readonly columns: readonly ColumnMonitor[];
}
