import {
  LatencySketch,
  mergeProfiles,
  parseCounts,
  serializeCounts,
} from '@mlops-backstage/model-profile';
import type { ProfileSchema } from '@mlops-backstage/model-profile';
import type { Window } from './WindowStore';

/**
 * The sum of two windows, with the key of the first.
 *
 * @param schema - of the version; without one, profiles can't be summed and the first is kept
 * @throws `SchemaMismatchError` when a profile was counted under another schema
 */
export function mergeWindows<T extends Window>(
  a: T,
  b: Window,
  schema: ProfileSchema | undefined,
): T {
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
    profile:
      a.profile === undefined || b.profile === undefined || schema === undefined
        ? (a.profile ?? b.profile)
        : serializeCounts(
            mergeProfiles(parseCounts(a.profile, schema), parseCounts(b.profile, schema)),
          ),
  };
}
