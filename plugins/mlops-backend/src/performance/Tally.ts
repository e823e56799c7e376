import type { EstimatedMetric, RisingLine } from '@mlops-backstage/model-profile';
import type { PerformanceMetric } from '@mlops-backstage/plugin-mlops-common';
import type { ServedRow } from './ServedRowStore';

/** Maps scores to how often rows with them were positive. */
export type Calibration = RisingLine;

/** A value with its interval; null where it can't be said. */
export interface Figure {
  value: number | null;
  low: number | null;
  high: number | null;
  /** Rows whose label says something of this metric. */
  labelled: number;
}

/** What labels say of the rows of one version, and what is to be expected of them. */
export interface Tallied {
  /** Predictions, labelled or not. */
  rows: number;
  /** Labels that are none of the classes, or no number. */
  unusable: number;
  figures: ReadonlyMap<PerformanceMetric, Figure>;
  estimates: ReadonlyMap<EstimatedMetric, { value: number; low: number; high: number }>;
}

/** Sums up rows as they come, in order of time. It holds a bounded number of them. */
export interface Tally {
  add(row: ServedRow): void;
  /** @param alpha - 1 minus the confidence of the intervals */
  figures(alpha: number, calibration?: Calibration): Tallied;
}

export const NOTHING: Figure = { value: null, low: null, high: null, labelled: 0 };
