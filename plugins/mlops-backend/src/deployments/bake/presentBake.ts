import type { Bake } from '@mlops-backstage/plugin-mlops-common';
import { toIsoString } from '../../database/columns';
import type { BakeRow } from './BakeStore';

/** A bake as the contract shows it. */
export function presentBake(row: BakeRow): Bake {
  return {
    revision: row.revision,
    version: row.version,
    role: row.role,
    state: row.state,
    limits: row.limits,
    ...(row.latency_limit_ms !== null && { latencyLimitMs: row.latency_limit_ms }),
    startedAt: toIsoString(row.started_at),
    endsAt: toIsoString(row.ends_at),
    requests: row.requests,
    failures: row.failures,
    ...(row.latency_p99_ms !== null && { latencyP99Ms: row.latency_p99_ms }),
    ...(row.ended_at !== null && { endedAt: toIsoString(row.ended_at) }),
    ...(row.message !== null && { message: row.message }),
    ...(row.rolled_back_to !== null && { rolledBackTo: row.rolled_back_to }),
  };
}
