import {
  LatencySketch,
  emptyProfile,
  mergeProfiles,
  parseCounts,
} from '@mlops-backstage/model-profile';
import type { Profile, ProfileSchema } from '@mlops-backstage/model-profile';
import type { ChartInterval } from '@mlops-backstage/plugin-mlops-common';
import { intervalStart } from './intervals';
import type { StoredWindow, WindowRole } from './Window';

/** The sum of a version's windows in one interval. */
export interface IntervalSummary {
  /** Milliseconds since 1970, UTC. */
  start: number;
  version: number;
  /** In which it was seen. */
  roles: Set<WindowRole>;
  requests: number;
  rows: number;
  errors: number;
  /** Requests answered with 5xx, which are among the errors. */
  failures: number;
  /** Answered requests that are in no other count. */
  dropped: number;
  /** Copies that a challenger was not run on. */
  shadowDropped: number;
  /** When something was last added, whatever time that is of; milliseconds since 1970, UTC. */
  updatedAt: number;
  latency: LatencySketch;
  /** Absent when the version has no reference. */
  profile?: Profile;
}

/**
 * Sums windows by interval and version.
 *
 * @param windows - in order of time
 * @param schemaOf - the frozen columns of a version
 * @returns in order of time, then version
 */
export async function summarize(
  windows: AsyncIterable<StoredWindow>,
  interval: ChartInterval,
  schemaOf: (version: number) => Promise<ProfileSchema | undefined>,
): Promise<IntervalSummary[]> {
  const summaries = new Map<string, IntervalSummary>();
  for await (const window of windows) {
    const start = intervalStart(window.windowStart, interval);
    const key = `${start} ${window.version}`;
    const schema = await schemaOf(window.version);
    const summary = summaries.get(key) ?? {
      start,
      version: window.version,
      roles: new Set<WindowRole>(),
      requests: 0,
      rows: 0,
      errors: 0,
      failures: 0,
      dropped: 0,
      shadowDropped: 0,
      updatedAt: 0,
      latency: new LatencySketch(),
      profile: schema && emptyProfile(schema),
    };
    summary.roles.add(window.role);
    summary.updatedAt = Math.max(summary.updatedAt, window.updatedAt);
    summary.dropped += window.dropped ?? 0;
    summary.shadowDropped += window.shadowDropped;
    summary.requests += window.requests;
    summary.rows += window.rows;
    summary.errors += window.errors;
    summary.failures += window.failures;
    summary.latency.merge(LatencySketch.fromBytes(window.latency));
    if (summary.profile && window.profile !== undefined && schema) {
      summary.profile = mergeProfiles(summary.profile, parseCounts(window.profile, schema));
    }
    summaries.set(key, summary);
  }
  return [...summaries.values()].sort((a, b) => a.start - b.start || a.version - b.version);
}
