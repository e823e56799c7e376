import type { TrafficPoint } from '@mlops-backstage/plugin-mlops-common';
import type { MonitoredVersion } from './MonitoredVersion';
import { predictionSummary } from './predictionSummary';
import { quantilesOf } from './quantilesOf';
import type { IntervalSummary } from './summarize';

/** What a version answered in an interval, in the contract's shape. */
export function trafficPoint(
  summary: IntervalSummary,
  version: MonitoredVersion | undefined,
): TrafficPoint {
  return {
    start: new Date(summary.start).toISOString(),
    version: summary.version,
    requests: summary.requests,
    rows: summary.rows,
    errors: summary.errors,
    failures: summary.failures,
    dropped: summary.dropped,
    ...(summary.roles.has('challenger') && { shadowDropped: summary.shadowDropped }),
    latencyMs: quantilesOf(summary.latency),
    prediction: predictionSummary(summary.profile, version?.prediction ?? {}),
  };
}
