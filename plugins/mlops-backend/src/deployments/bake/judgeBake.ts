import type { BakeLimits } from '@mlops-backstage/plugin-mlops-common';
import { binomialTail, lowerBound } from '../../statistics/binomial';

/** How often versions that bake are looked at. */
export const LOOK_EVERY_MS = 3_000;
/** The chance that a version which keeps to its limits is rolled back in its whole bake time, at most. */
const FALSE_ROLLBACK = 0.01;
/** The share of requests that may take longer than a limit of the 99th percentile: that is what such a limit says. */
const SLOW_SHARE = 0.01;

/** What a version answered since it began to bake. */
export interface Observation {
  requests: number;
  /** Answered with 5xx. */
  failures: number;
  /** That took longer than the limit; 0 without one. */
  slow: number;
  /** Null before the first request. */
  latencyP99Ms: number | null;
}

/** A limit that is broken beyond doubt. */
export interface Breach {
  measure: 'errors' | 'latency';
  /** Requests that failed, or took longer than the limit. */
  count: number;
  /** The share of requests that may do so. */
  allowed: number;
  /** The share that does so at least, see `judgeBake`. */
  atLeast: number;
}

/**
 * Which limits a version breaks, by all that it answered so far.
 *
 * Both limits are about shares of requests: those that fail, and those that take longer than the limit of the 99th percentile, which
 * one in a hundred may. A share is above its limit beyond doubt when the exact binomial lower bound (Clopper and Pearson) of the
 * share is. Versions are looked at again and again, and every look is a further chance to be wrong, so the chance of a false
 * rollback is divided among all the looks of the bake time and both limits (Bonferroni): it is at most 1 % for the whole of it. With
 * fewer requests than `minRequests` nothing is judged.
 *
 * @param latencyLimitMs - of the 99th percentile; null for none
 */
export function judgeBake(
  limits: BakeLimits,
  latencyLimitMs: number | null,
  { requests, failures, slow }: Observation,
): Breach[] {
  if (requests < limits.minRequests) {
    return [];
  }
  const looks = Math.ceil((limits.durationSeconds * 1000) / LOOK_EVERY_MS) + 1;
  const alpha = FALSE_ROLLBACK / looks / 2;
  const asked: Array<Omit<Breach, 'atLeast'>> = [];
  if (limits.maxErrorRate !== undefined) {
    asked.push({ measure: 'errors', count: failures, allowed: limits.maxErrorRate });
  }
  if (latencyLimitMs !== null) {
    asked.push({ measure: 'latency', count: slow, allowed: SLOW_SHARE });
  }
  return asked
    .filter(({ count, allowed }) => binomialTail(count, requests, allowed) < alpha)
    .map(breach => ({ ...breach, atLeast: lowerBound(breach.count, requests, alpha) }));
}
