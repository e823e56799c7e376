import type { DriftPoint, Interval } from '@mlops-backstage/plugin-mlops-common';
import { DEFAULT_THRESHOLD } from '../Policy';
import type { DriftTrigger, PerformanceTrigger } from '../Policy';

/** An interval of traffic as a trigger sees it; times in milliseconds since 1970, UTC. */
export interface Examined {
  start: number;
  end: number;
  isBeyond: boolean;
  /** What it adds to the count when it is beyond: rows for drift, 1 for performance. */
  amount: number;
  rows: number;
  /** The largest corrected PSI, or the metric; null where there was nothing to measure. */
  value: number | null;
  /** The columns that drifted. */
  columns: string[];
}

/** What of a settled interval a trigger by drift looks at. */
export interface DriftedTraffic {
  start: number;
  end: number;
  version: number;
  drift?: DriftPoint;
}

/** A metric in an interval, with its confidence band. */
export interface MeasuredInterval {
  start: number;
  end: number;
  labelled: number;
  value: number | null;
  low: number | null;
  high: number | null;
}

/** Where what triggers look at comes from: the areas that own it. */
export interface TriggerTraffic {
  /** Intervals that are closed at a time (`Watermark`), in order of time; those that start at `after` or later. */
  drift(
    deployment: string,
    after: number | undefined,
    interval: Interval,
    now: number,
  ): Promise<DriftedTraffic[]>;
  performance(
    deployment: string,
    metric: PerformanceTrigger['metric'],
    after: number | undefined,
    interval: Interval,
  ): Promise<MeasuredInterval[]>;
}

/**
 * Intervals by drift. Where several versions answered in one, the rows of those count whose traffic drifted.
 *
 * @param alpha - chance of a false alarm of an interval, shared by the columns: beside its size drift has to be significant
 */
export function examineDrift(
  trigger: DriftTrigger,
  traffic: readonly DriftedTraffic[],
  alpha: number,
): Examined[] {
  const threshold = trigger.threshold ?? DEFAULT_THRESHOLD;
  const intervals = new Map<number, Examined>();
  for (const { start, end, drift } of traffic) {
    const one = intervals.get(start) ?? {
      start,
      end,
      isBeyond: false,
      amount: 0,
      rows: 0,
      value: null,
      columns: [],
    };
    intervals.set(start, one);
    if (drift) {
      const watched = drift.columns.filter(
        ({ name }) => trigger.columns === undefined || trigger.columns.includes(name),
      );
      const drifted = watched.filter(
        ({ psiCorrected, pValue }) =>
          psiCorrected !== null &&
          psiCorrected > threshold &&
          pValue !== null &&
          pValue < alpha / drift.columns.length,
      );
      const sizes = watched.flatMap(({ psiCorrected }) => psiCorrected ?? []);
      one.rows += drift.rows;
      one.value = Math.max(one.value ?? -Infinity, ...sizes);
      one.value = Number.isFinite(one.value) ? one.value : null;
      if (drifted.length > 0) {
        one.isBeyond = true;
        one.amount += drift.rows;
        one.columns = [...new Set([...one.columns, ...drifted.map(({ name }) => name)])];
      }
    }
  }
  return [...intervals.values()].sort((a, b) => a.start - b.start);
}

/** Intervals by performance: beyond is where the whole band is. What has no band yet, for want of labels, is left out. */
export function examinePerformance(
  trigger: PerformanceTrigger,
  measured: readonly MeasuredInterval[],
): Examined[] {
  return measured.flatMap(({ start, end, labelled, value, low, high }) =>
    value === null || low === null || high === null
      ? []
      : [
          {
            start,
            end,
            isBeyond:
              (trigger.below !== undefined && high < trigger.below) ||
              (trigger.above !== undefined && low > trigger.above),
            amount: 1,
            rows: labelled,
            value,
            columns: [],
          },
        ],
  );
}
