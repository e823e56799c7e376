import { LatencySketch, mergeCounts, SchemaMismatchError } from '@mlops-backstage/model-profile';
import type { StoredWindow, Window } from './Window';

/** The sum of two windows, with the key and the span of the first. */
export function mergeWindows<T extends Window>(a: T, b: Window): T {
  const latency = LatencySketch.fromBytes(a.latency);
  latency.merge(LatencySketch.fromBytes(b.latency));
  return {
    ...a,
    requests: a.requests + b.requests,
    rows: a.rows + b.rows,
    errors: a.errors + b.errors,
    failures: a.failures + b.failures,
    shadowDropped: a.shadowDropped + b.shadowDropped,
    dropped: (a.dropped ?? 0) + (b.dropped ?? 0),
    latency: latency.toBytes(),
    profile: mergedProfile(a.profile, b.profile),
  };
}

/** The sum of what is stored and what is stored beside it or added to it. */
export function mergeStored(a: StoredWindow, b: StoredWindow): StoredWindow {
  const sum = mergeWindows(a, b);
  sum.updatedAt = Math.max(a.updatedAt, b.updatedAt);
  return sum;
}

function mergedProfile(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) {
    return a ?? b;
  }
  try {
    return mergeCounts(a, b);
  } catch (error) {
    if (!(error instanceof SchemaMismatchError)) {
      throw error;
    }
    // A version never changes its schema: the earlier one is left from a deployment of the same name that is gone.
    return b;
  }
}
